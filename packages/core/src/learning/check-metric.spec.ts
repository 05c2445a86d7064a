import * as tf from '@tensorflow/tfjs';

import { ndArray, type NdArray } from '../data/nd-array.js';
import { Trainer } from '../training/trainer.js';
import { tinyLearner } from '../training/tiny-learner.fixture.js';
import type { Metric, MetricValues } from './metric.js';
import { MetricState } from './metric-state.js';

/** Counts batches, but for what is changed. */
const metric = (changes: Readonly<Record<string, () => unknown>> = {}): Metric =>
  ({
    name: 'odd',
    on: 'output',
    higherIsBetter: true,
    needs: [],
    init: (): MetricValues => ({ n: ndArray(0) }),
    update: ({ n }: { n: tf.Tensor }) => ({ n: tf.add(n, 1) }),
    compute: ({ n }: { n: NdArray }) => Number(n.data[0]),
    ...changes,
  }) as unknown as Metric;

const half = { dtype: 'float16', shape: [], data: Float32Array.of(0) };

const wrong: [string, Readonly<Record<string, () => unknown>>, string][] = [
  ['a result of nothing', { compute: () => undefined }, 'got undefined. Is a return missing?'],
  [
    'text as a result',
    { compute: () => 'good' },
    "must be a number, an NdArray, a figure or a record of such, got 'good'",
  ],
  [
    'a result without a number',
    { compute: () => ({ a: 1, b: undefined }) },
    "odd/b' gives must be a number, an NdArray, a figure",
  ],
  [
    'a figure of no known kind',
    { compute: () => ({ figure: 'pie', title: 'odd', values: ndArray([1]) }) },
    "gives must be a figure: 'matrix' or 'bars' with values",
  ],
  [
    'points that are not equally many on both axes',
    { compute: () => ({ figure: 'points', title: 'odd', groups: [{ x: ndArray([1, 2]), y: ndArray([1]) }] }) },
    "odd' gives must be equally long, got 2 and 1",
  ],
  [
    'thresholds that are not those of the points',
    { compute: () => ({ figure: 'curve', title: 'odd', lines: [{ x: ndArray([1]), y: ndArray([1]), thresholds: ndArray([1, 2]) }] }) }, // prettier-ignore
    "odd' gives must be equally long, got 1 and 2",
  ],
  [
    'a curve of words',
    { compute: () => ({ figure: 'curve', title: 'odd', lines: [{ x: ndArray(['a']), y: ndArray([1]) }] }) },
    'x of line 0 of what compute',
  ],
  [
    'bars without a label each',
    { compute: () => ({ figure: 'bars', title: 'odd', labels: ['a'], values: ndArray([1, 2]) }) },
    'must be as many as the values, 2, got 1',
  ],
  [
    'a matrix of one axis',
    { compute: () => ({ figure: 'matrix', title: 'odd', values: ndArray([1, 2]) }) },
    'must have two axes, got [2]',
  ],
  ['a result that does not fill its shape', { compute: () => ({ ...ndArray([1]), shape: [3] }) }, 'have 1 values'],
  ['no accumulators', { init: () => undefined }, "What init of the metric 'odd' gives must be a record of arrays"],
  ['a number as accumulator', { init: () => ({ n: 0 }) }, "'n' of the metric 'odd' must be an NdArray, got 0"],
  [
    'an unknown data type',
    { init: () => ({ n: half }) },
    "The dtype of 'n' of the metric 'odd' must be float32, float64",
  ],
  ['accumulators in float64', { init: () => ({ n: ndArray(0, { dtype: 'float64' }) }) }, 'must be float32 or int32'],
  [
    'an update of nothing',
    { update: () => undefined },
    "What update of the metric 'odd' gives must be a record of tensors",
  ],
  ['an update without a tensor', { update: () => ({ n: 1 }) }, "gives as 'n' must be a tensor, got 1"],
  [
    'nothing that is kept',
    { keep: () => undefined },
    "What keep of the metric 'odd' gives must be a record of tensors",
  ],
];

describe('A metric', () => {
  it.each(wrong)('with %s is named, in a run and by itself', async (_, changes, message) => {
    const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false });
    const run = trainer.fit(tinyLearner({ metrics: { odd: metric(changes) } }));
    await expect(run).rejects.toThrow(message);
    await expect(run).rejects.toMatchObject({
      code: expect.stringMatching(/^LML_(INVALID_ARGUMENT|SHAPE_MISMATCH)$/) as string,
    });
    const alone = async (): Promise<unknown> => {
      const state = new MetricState(metric(changes));
      await state.update([1]);
      return state.compute();
    };
    await expect(alone()).rejects.toThrow(message);
  });

  it('that is well formed gives its number', async () => {
    const state = new MetricState(metric());
    await state.update([1]);
    await state.update([1]);
    expect(state.compute()).toBe(2);
  });
});
