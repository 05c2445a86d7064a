import { ndArray, type HostMetric, type Metric, type MetricInput, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { Conformance } from '../conformance.js';
import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const zero = (): NdArray => ndArray([0], { shape: [] });

/** One weight for each number. */
const spread = (weight: tf.Tensor | undefined, like: tf.Tensor): tf.Tensor =>
  weight === undefined
    ? tf.onesLike(like)
    : tf.mul(tf.onesLike(like), tf.reshape(weight, [like.shape[0], ...new Array<number>(like.rank - 1).fill(1)]));

/** The mean of absolute differences. */
const absoluteError: Metric = {
  name: 'absolute-error',
  on: 'output',
  higherIsBetter: false,
  init: () => ({ sum: zero(), count: zero() }),
  update: ({ sum, count }, { prediction, target, weight }) => ({
    sum: tf.add(sum!, tf.sum(tf.mul(spread(weight, prediction), tf.abs(tf.sub(prediction, target))))),
    count: tf.add(count!, tf.sum(spread(weight, prediction))),
  }),
  compute: ({ sum, count }) => Number(sum!.data[0]) / Number(count!.data[0]),
};

/** The median of absolute differences, which needs all of them. */
const medianError: Metric = {
  name: 'median-error',
  on: 'output',
  higherIsBetter: false,
  init: () => ({ count: ndArray(Int32Array.of(0), { shape: [] }) }),
  update: ({ count }, { prediction }) => ({ count: tf.add(count!, tf.scalar(prediction.shape[0], 'int32')) }),
  keep: ({ prediction, target }) => ({ error: tf.abs(tf.sub(prediction, target)) }),
  compute: ({ 'kept/error': error, count }) => {
    if (error === undefined) return NaN;
    const sorted = Float32Array.from(error.data as Float32Array).sort();
    return sorted.length === Number(count!.data[0]) ? sorted[Math.floor(sorted.length / 2)]! : -1;
  },
};

/** How often each class is predicted. */
const counts: Metric = {
  name: 'counts',
  on: 'prediction',
  higherIsBetter: undefined,
  init: ({ numClasses = 3 }) => ({ count: ndArray(new Int32Array(numClasses)) }),
  update: ({ count }, { prediction }) => ({
    count: tf.add(count!, tf.cast(tf.sum(tf.oneHot(tf.cast(prediction, 'int32'), count!.shape[0]), 0), 'int32')),
  }),
  compute: ({ count }) => count!,
};

const metric = (planted: Metric, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
  componentOf('metric', () => planted, traits);
const spoil = (changes: Partial<Metric>): Metric => ({ ...absoluteError, ...changes });

describe('the checks of a metric', () => {
  it.each([absoluteError, medianError, counts])('pass $name, which is right', async (right) => {
    const fixture = right === counts ? { prediction: { shape: [8], dtype: 'int32', high: 3 } } : {};
    const conformance = { ...fixture, weights: right === absoluteError };
    expect(await failuresOf(metric(right, { conformance }))).toEqual({});
  });

  it('pass one that draws numbers', async () => {
    const weighted = spoil({
      update: ({ sum, count }, { prediction }, { random }) => ({
        sum: tf.add(sum!, tf.sum(tf.mul(random.uniform('draw', prediction.shape), prediction))),
        count: tf.add(count!, prediction.size),
      }),
    });
    expect(await failuresOf(metric(weighted, { conformance: { weights: false, best: false } }))).toEqual({});
  });

  it('pass one with a merge of its own', async () => {
    const largest: Metric = {
      ...absoluteError,
      init: () => ({ largest: zero() }),
      update: ({ largest: before }, { prediction, target }) => ({
        largest: tf.maximum(before!, tf.max(tf.abs(tf.sub(prediction, target)))),
      }),
      merge: (a, b) => ({
        largest: ndArray(Float64Array.of(Math.max(Number(a['largest']!.data[0]), Number(b['largest']!.data[0]))), {
          shape: [],
        }),
      }),
      compute: ({ largest: value }) => ({ largest: Number(value!.data[0]) }),
    };
    expect(await failuresOf(metric(largest, { conformance: { weights: false } }))).toEqual({});
    const { merge: _, ...summed } = largest;
    expect((await failuresOf(metric(summed)))['metric/merge']).toMatch(/merged of parts of 3 and 5/);
  });

  const { higherIsBetter: _, ...undeclared } = absoluteError;
  it.each<[string, string, Metric, RegExp]>([
    ['no name', 'metric/definition', spoil({ name: '' }), /no name/],
    ['nothing to look at', 'metric/definition', spoil({ on: 'input' as never }), /on is 'input'/],
    ['no word on what is better', 'metric/definition', undeclared as Metric, /higherIsBetter is not declared/],
    [
      'an error when empty',
      'metric/empty',
      spoil({
        compute: (state) => {
          if (state['count']!.data[0] === 0) throw new Error('nothing counted');
          return absoluteError.compute(state);
        },
      }),
      /nothing counted/,
    ],
    ['no number', 'metric/empty', spoil({ compute: () => 'much' as never }), /neither a number/],
    [
      'accumulators in float64',
      'metric/empty',
      spoil({ init: () => ({ sum: ndArray(Float64Array.of(0), { shape: [] }), count: zero() }) }),
      /accumulator sum is float64/,
    ],
    [
      'accumulators that grow',
      'metric/state',
      spoil({
        init: () => ({ sum: zero(), count: zero() }),
        update: ({ sum, count }, { prediction, target }) => ({
          sum: tf.concat([tf.reshape(sum!, [-1]), tf.reshape(tf.sum(tf.abs(tf.sub(prediction, target))), [1])]),
          count: tf.add(count!, prediction.size),
        }),
      }),
      /accumulators changed/,
    ],
    [
      'one row kept for all samples',
      'metric/state',
      {
        ...medianError,
        keep: ({ prediction, target }) => ({ error: tf.reshape(tf.mean(tf.sub(prediction, target)), [1]) }),
      },
      /not one row a sample/,
    ],
    [
      'a mean of means',
      'metric/merge',
      spoil({
        update: ({ sum, count }, { prediction, target }) => ({
          sum: tf.add(sum!, tf.mean(tf.abs(tf.sub(prediction, target)))),
          count: tf.add(count!, 1),
        }),
      }),
      /in batches of 3 and 5/,
    ],
    [
      'accumulators that are disposed',
      'metric/state',
      spoil({
        update(state, input, context) {
          const after = absoluteError.update(state, input, context);
          input.prediction.dispose();
          return after;
        },
      }),
      /disposed its argument prediction/,
    ],
  ])('find %s', async (_name, id, planted, message) => {
    expect((await failuresOf(metric(planted)))[id]).toMatch(message);
  });

  const weighted =
    (change: (weight: tf.Tensor) => tf.Tensor | undefined): Metric['update'] =>
    (state, { weight, ...input }, context) =>
      absoluteError.update(state, { ...input, weight: weight && change(weight) }, context);

  it.each<[string, string, Metric, RegExp]>([
    ['a name with a slash', 'metric/definition', spoil({ name: 'error/absolute' }), /slash/],
    ['the name of the loss', 'metric/definition', spoil({ name: 'loss' }), /which is the loss's/],
    ['a result that is NaN', 'metric/value', spoil({ compute: () => NaN }), /result is NaN/],
    ['NaN in a record', 'metric/value', spoil({ compute: () => ({ low: 1, high: NaN }) }), /result is NaN/],
    [
      'an error of which more is better',
      'metric/better',
      spoil({ higherIsBetter: true }),
      /is 0\.13\d+ where the targets are predicted/,
    ],
    [
      'weights that are ignored',
      'metric/weights',
      spoil({ update: weighted(() => undefined) }),
      /with samples given twice/,
    ],
    ['weights that are squared', 'metric/weights', spoil({ update: weighted(tf.square) }), /with samples given twice/],
    ['weights that are doubled', 'metric/weights', spoil({ update: (state, input, context) => absoluteError.update(state, { ...input, prediction: input.weight === undefined ? input.prediction : tf.mul(2, input.prediction) }, context) }), /weights of one/], // prettier-ignore
    [
      'a value that is read in update',
      'metric/step',
      spoil({
        update: (state, input, context) =>
          input.prediction.dataSync()[0]! > 9 ? state : absoluteError.update(state, input, context),
      }),
      /dataSync/,
    ],
  ])('find %s', async (_name, id, planted, message) => {
    expect((await failuresOf(metric(planted)))[id]).toMatch(message);
  });

  it('take another best prediction from the trait, or none', async () => {
    const distance = spoil({
      higherIsBetter: true,
      compute: (state) => 1 / (1e-3 + Math.abs(Number(absoluteError.compute(state)) - 1)),
    });
    const fixture = { prediction: { shape: [8] }, target: { shape: [8], values: [0, 0, 0, 0, 0, 0, 0, 0] } };
    expect(Object.keys(await failuresOf(metric(distance, { conformance: fixture })))).toEqual(['metric/better']);
    const best = { shape: [8], values: [1, 1, 1, 1, 1, 1, 1, 1] };
    expect(await failuresOf(metric(distance, { conformance: { ...fixture, best } }))).toEqual({});
    expect(await failuresOf(metric(distance, { conformance: { ...fixture, best: false } }))).toEqual({});
  });
});

describe('the checks of a metric that counts on the host', () => {
  const batch = { prediction: ndArray([1, 2, 3, 4]), target: ['a', 'b', 'cc', 'd'] };
  /** The share of texts of one letter. */
  const short: HostMetric = {
    name: 'short',
    on: 'output',
    higherIsBetter: undefined,
    updateHost: ({ target }) => ({
      short: ndArray((target as readonly string[]).filter((text) => text.length === 1).length),
      total: ndArray((target as readonly string[]).length),
    }),
    compute: ({ short: found, total }) => Number(found?.data[0]) / Number(total?.data[0]),
  };
  const host = (
    changes: Partial<HostMetric>,
    conformance: object = { batch, weights: false },
  ): ReturnType<typeof metric> => componentOf('metric', () => ({ ...short, ...changes }), { conformance });

  it('pass one that is right', async () => {
    expect(await failuresOf(host({}))).toEqual({});
  });

  it('find what depends on how samples fall into batches, changes its batch, or gives no result', async () => {
    const perBatch = host({ updateHost: () => ({ short: ndArray(1), total: ndArray(2) }), compute: ({ short: n }) => Number(n?.data[0] ?? 0) }); // prettier-ignore
    expect(Object.keys(await failuresOf(perBatch))).toEqual(['metric/merge']);
    const changing = host({
      updateHost: (input, context) => {
        (input.target as string[])[0] = 'z';
        return short.updateHost(input, context);
      },
    });
    expect((await failuresOf(changing))['metric/state']).toContain('it changed what it was shown');
    expect(Object.keys(await failuresOf(host({ compute: () => 'much' as never })))).toContain('metric/empty');
  });

  it('find weights that are ignored', async () => {
    const sum = (target: readonly string[], weight: NdArray | undefined, counts: (text: string) => boolean): NdArray =>
      ndArray(target.reduce((all, text, row) => all + (counts(text) ? Number(weight?.data[row] ?? 1) : 0), 0));
    const weighted: HostMetric['updateHost'] = ({ target, weight }) => ({
      short: sum(target as readonly string[], weight as NdArray | undefined, (text) => text.length === 1),
      total: sum(target as readonly string[], weight as NdArray | undefined, () => true),
    });
    expect(await failuresOf(host({ updateHost: weighted }, { batch }))).toEqual({});
    const ignoring = await failuresOf(host({}, { batch }));
    expect(Object.keys(ignoring)).toEqual(['metric/weights']);
  });

  it('ask for a batch, of four samples or more', async () => {
    expect((await failuresOf(host({}, {})))['metric/merge']).toContain('conformance: { batch:');
    const two = { batch: { prediction: ndArray([1, 2]), target: ['a', 'b'] } };
    expect((await failuresOf(host({}, two)))['metric/merge']).toContain('fewer than four samples');
  });
});

it('shows a metric of trees and columns what it looks at', async () => {
  const grouped: Metric<MetricInput> = {
    name: 'grouped',
    on: 'output',
    trees: true,
    needs: ['target', 'groups'],
    higherIsBetter: undefined,
    init: () => ({ sum: zero() }),
    update: ({ sum }, input) => {
      const { size } = input.prediction as { readonly size: tf.Tensor };
      return { sum: tf.add(sum!, tf.sum(tf.mul(size, input['groups'] as tf.Tensor))) };
    },
    compute: ({ sum }) => Number(sum!.data[0]),
  };
  const one: Conformance<'metric'> = {
    weights: false,
    prediction: { size: { shape: [8] } },
    target: { shape: [8] },
    columns: { groups: { shape: [8], dtype: 'int32', high: 3 } },
  };
  expect(await failuresOf(componentOf('metric', () => grouped, { conformance: one }))).toEqual({});
  const { columns: _, ...without } = one;
  expect(await failuresOf(componentOf('metric', () => grouped, { conformance: without }))).not.toEqual({});
});
