import { isNdArray, MetricState, type AnyMetric, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { diceScore } from './dice-score.js';
import { generalizedDiceScore } from './generalized-dice-score.js';
import { hausdorffDistance } from './hausdorff-distance.js';
import { meanIou } from './mean-iou.js';

const CLASSES = 3;
const [HEIGHT, WIDTH] = [3, 4];

/** Both sides of one image. */
interface Sample {
  readonly prediction: number[];
  readonly target: number[];
}

const image = fc.array(fc.nat(CLASSES - 1), { minLength: HEIGHT * WIDTH, maxLength: HEIGHT * WIDTH });
const samples = fc.array(fc.record({ prediction: image, target: image }), { minLength: 1, maxLength: 6 });

const options = { numClasses: CLASSES, inputFormat: 'index' } as const;
const SUBJECTS: (readonly [string, AnyMetric])[] = [
  ['mean IoU', meanIou(options)],
  ['IoU of classes', meanIou({ ...options, perClass: true })],
  ...(['micro', 'macro', 'weighted', 'none'] as const).flatMap((average) =>
    (['samplewise', 'global'] as const).map(
      (aggregationLevel) =>
        [`dice, ${average}, ${aggregationLevel}`, diceScore({ ...options, average, aggregationLevel })] as const,
    ),
  ),
  ['generalised dice', generalizedDiceScore(options)],
  ['generalised dice of classes', generalizedDiceScore({ ...options, perClass: true, weightType: 'simple' })],
  ['Hausdorff distance', hausdorffDistance({ ...options, includeBackground: true })],
];

async function compute(metric: AnyMetric, ...batches: readonly (readonly Sample[])[]): Promise<MetricResult> {
  const state = new MetricState(metric);
  for (const batch of batches) {
    if (batch.length === 0) continue;
    const side = (name: keyof Sample): tf.Tensor =>
      tf.tensor3d(batch.flatMap((sample) => sample[name]), [batch.length, HEIGHT, WIDTH], 'int32'); // prettier-ignore
    const tensors = [side('prediction'), side('target')] as const;
    await state.update(...tensors);
    tf.dispose([...tensors]);
  }
  return state.compute();
}

/** All numbers of a result, in order. */
function numbersIn(result: MetricResult): number[] {
  if (typeof result === 'number') return [result];
  if (isNdArray(result)) return Array.from(result.data as ArrayLike<number>);
  return Object.values(result as Record<string, MetricResult>).flatMap(numbersIn);
}

/** Complains where numbers differ by more than sums of another order do. */
function expectAlike(result: MetricResult, other: MetricResult): void {
  const [numbers, others] = [numbersIn(result), numbersIn(other)];
  const isAlike = (number: number, at: number): boolean =>
    Object.is(number, others[at]) || Math.abs(number - others[at]!) <= 1e-4;
  expect(numbers).toHaveLength(others.length);
  expect(numbers.filter((number, at) => !isAlike(number, at))).toEqual([]);
}

describe.each(SUBJECTS)('%s', (_, metric) => {
  it('is the same in one batch and in several, and in any order of images', async () => {
    await fc.assert(
      fc.asyncProperty(samples, fc.nat(6), async (images, at) => {
        const whole = await compute(metric, images);
        expectAlike(await compute(metric, images.slice(0, at), images.slice(at)), whole);
        expectAlike(await compute(metric, images.toReversed()), whole);
      }),
      { numRuns: 15 },
    );
  });
});
