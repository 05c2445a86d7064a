import * as tf from '@tensorflow/tfjs';

import {
  compose,
  InvalidArgumentError,
  MetricCollection,
  MetricState,
  MetricTracker,
  ndArray,
  type HostMetric,
  type Metric,
  type MetricContext,
  type MetricValues,
} from '../index.js';

const start = (): MetricValues => ({
  total: ndArray(new Float32Array(1), { shape: [] }),
  count: ndArray(new Int32Array(1), { shape: [] }),
});

/** The weighted sum of predictions minus targets, and their number. */
const difference: Metric = {
  name: 'difference',
  on: 'output',
  higherIsBetter: undefined,
  init: start,
  update: (state, { prediction, target, weight }) => ({
    total: tf.add(state['total']!, tf.sum(tf.mul(tf.sub(prediction, target), weight ?? 1))),
    count: tf.add(state['count']!, prediction.size),
  }),
  compute: ({ total, count }) => ({ total: Number(total!.data[0]), count: Number(count!.data[0]) }),
};

/** Keeps predictions; the largest target by a merge of its own. */
const keeper: Metric = {
  name: 'keeper',
  on: 'output',
  higherIsBetter: undefined,
  init: () => ({ largest: ndArray([-Infinity]) }),
  update: ({ largest }, { target }) => ({ largest: tf.maximum(largest!, tf.max(target)) }),
  keep: ({ prediction }) => ({ prediction }),
  merge: (a, b) => ({
    largest: ndArray(Float64Array.of(Math.max(Number(a['largest']!.data[0]), Number(b['largest']!.data[0])))),
  }),
  compute: (state) => ({
    largest: Number(state['largest']!.data[0]),
    kept: state['kept/prediction']?.data.length ?? 0,
  }),
};

describe('MetricState', () => {
  it('takes tensors, arrays, lists and numbers', async () => {
    const state = new MetricState(difference);
    const tensor = tf.tensor1d([1, 2]);
    await state.update(tensor, ndArray(new Float64Array([0.5, 0.5])));
    expect(tensor.isDisposed).toBe(false);
    tensor.dispose();
    await state.update([[3, 4]], [[1, 1]], {
      weight: ndArray([[2, 0]], { dtype: 'int64' }),
    });
    await state.update(7, 5);
    await state.update([true, false], ndArray([1, 0], { dtype: 'uint8' }));
    expect(state.compute()).toEqual({ total: 2 + 4 + 2, count: 7 });
    expect(state.updates).toBe(4);
  });

  it('names what a metric needs and is not given', async () => {
    const state = new MetricState(difference);
    await expect(state.update([1, 2])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    await expect(state.update([1, 2])).rejects.toThrow(
      "The metric 'difference' must be given 'target' of each batch, got undefined. There are: prediction.",
    );
    await expect(state.update([1], [1], [2] as never)).rejects.toThrow('columns must be a record: { weight: … }');
    await expect(state.update({ a: [1] }, [1])).rejects.toThrow(
      "The prediction of the metric 'difference' must be one tensor, got an object with a.",
    );
    expect(state.updates).toBe(0);
  });

  it('shows a metric further columns, by another name too, and streams of random numbers', async () => {
    const groups: Metric = {
      ...difference,
      needs: ['groups'],
      columns: { groups: 'region' },
      update: (state, { prediction, groups: own }, { random, stage }) => ({
        total: tf.add(state['total']!, tf.sum(tf.mul(prediction, own!))),
        count: tf.add(state['count']!, tf.cast(tf.add(tf.mul(random.uniform('noise', []), 0), stage.length), 'int32')),
      }),
    };
    const state = new MetricState(groups);
    await state.update([1, 2], undefined, { region: [3, 4] });
    expect(state.compute()).toEqual({ total: 11, count: 'test'.length });
    await expect(state.update([1], undefined, { groups: [3] })).rejects.toThrow("must be given 'region' of each batch");
  });

  it('counts a metric of the host on plain values', async () => {
    const words: HostMetric = {
      name: 'words',
      on: 'output',
      higherIsBetter: undefined,
      updateHost: ({ prediction, target }) => ({
        right: ndArray(
          (prediction as unknown as string[]).filter((word, at) => word === (target as string[])[at]).length,
        ),
        'kept/word': ndArray(prediction as unknown as string[]),
      }),
      compute: ({ right, ...rest }) => ({
        right: Number(right?.data[0] ?? 0),
        last: rest['kept/word']?.data.length ?? 0,
      }),
    };
    const state = new MetricState(words);
    expect(state.compute()).toEqual({ right: 0, last: 0 });
    await state.update(['a', 'b'], ['a', 'c']);
    await state.update(['d'], ['d']);
    expect(state.compute()).toEqual({ right: 2, last: 3 });
    expect(state.values['kept/word']!.data).toEqual(['a', 'b', 'd']);
    const wrong = new MetricState({ ...words, updateHost: () => ({ right: 1 }) as never });
    await expect(wrong.update([1], [1])).rejects.toThrow(
      "updateHost of the metric 'words' gives as 'right' must be an NdArray",
    );
  });

  it('waits for a metric of the host that gives a promise', async () => {
    const later: HostMetric = {
      name: 'later',
      on: 'output',
      needs: [],
      higherIsBetter: undefined,
      updateHost: async ({ prediction }) => ({
        sum: await Promise.resolve(ndArray(prediction as unknown as number[])),
      }),
      compute: ({ sum }) => Number(sum?.data[0] ?? 0),
    };
    const state = new MetricState(later);
    await state.update([1]);
    expect(await state.forward([2])).toBe(2);
    expect(state.compute()).toBe(3);
  });

  it('shows a metric of the host arrays in place of tensors and typed arrays, lists of records, and the head that it looks at', async () => {
    const shown: unknown[] = [];
    const metric: HostMetric = {
      name: 'boxes',
      on: 'output',
      head: 'boxes',
      columns: { sizes: 'size' },
      higherIsBetter: undefined,
      updateHost: (input) => (shown.push(input), {}),
      compute: () => 0,
    };
    const state = new MetricState(metric);
    const tensor = tf.tensor1d([1, 2]);
    const records = [
      { box: tensor, area: undefined },
      { box: Float32Array.of(3), labels: [4, 'x'] },
    ];
    await state.update({ boxes: records, other: 1 }, { boxes: ['a', 'b'] }, { size: [5] });
    tensor.dispose();
    expect(shown).toEqual([
      {
        prediction: [
          { box: ndArray([1, 2]), area: undefined },
          { box: ndArray([3]), labels: [4, 'x'] },
        ],
        target: ['a', 'b'],
        size: [5],
        sizes: [5],
      },
    ]);
    await expect(state.update({ boxes: [] })).rejects.toThrow("given 'target' of each batch");
  });

  it('adds in float64', async () => {
    const state = new MetricState(difference);
    await state.update(2 ** 24, 0);
    for (let index = 0; index < 4; index++) await state.update(0.25, 0);
    expect(state.compute()).toEqual({ total: 2 ** 24 + 1, count: 5 });
    expect(state.values['total']!.dtype).toBe('float64');
  });

  it('counts updates that are under way at the same time', async () => {
    const state = new MetricState(difference);
    await Promise.all([1, 2, 3].map((number) => state.update([number], [0])));
    expect(state.compute()).toEqual({ total: 6, count: 3 });
  });

  it('looks at the tensors before the call returns', async () => {
    const state = new MetricState(difference);
    await tf.ready();
    const tensor = tf.tensor1d([3]);
    const update = state.update(tensor, [1]);
    tensor.dispose();
    await update;
    expect(state.compute()).toEqual({ total: 2, count: 1 });
  });

  it('computes the metric of nothing from its first values', () => {
    expect(new MetricState(difference).compute()).toEqual({ total: 0, count: 0 });
    expect(new MetricState(keeper).compute()).toEqual({ largest: -Infinity, kept: 0 });
  });

  it('forgets at a reset, what is under way too', async () => {
    const state = new MetricState(keeper);
    await state.update([1], [5]);
    const late = state.update([1], [9]);
    state.reset();
    await state.update([1, 2], [3, 2]);
    await late;
    expect(state.compute()).toEqual({ largest: 3, kept: 2 });
    expect(state.updates).toBe(1);
  });

  it("merges in the metric's own way, and keeps samples in order", async () => {
    const state = new MetricState(keeper);
    await state.update([1, 2], [5, 0]);
    await state.update([3], [4]);
    expect(state.compute()).toEqual({ largest: 5, kept: 3 });
    expect(state.values['kept/prediction']).toEqual(ndArray([1, 2, 3]));
  });

  it('tells the metric the number of classes, given or seen', async () => {
    const seen: (number | undefined)[] = [];
    const metric: Metric = {
      ...difference,
      init: ({ numClasses }: MetricContext) => {
        seen.push(numClasses);
        return start();
      },
      update: (state) => ({ ...state }),
    };
    await new MetricState(metric, { numClasses: 7 }).update([[1, 2]], [0]);
    const state = new MetricState(metric);
    state.compute();
    await state.update([1, 2], [0, 1]);
    await state.update([[1, 2, 3]], [0]);
    await state.update([1, 2], [0, 1]);
    state.reset();
    state.compute();
    expect(seen).toEqual([7, undefined, undefined, 3, 3, undefined]);
  });

  it('counts nothing of a batch that is refused, and leaks nothing', async () => {
    const state = new MetricState(difference);
    await state.update([1], [0]);
    const before = tf.memory().numTensors;
    await expect(state.update([1, 2], [1, 2, 3])).rejects.toThrow();
    await expect(state.update(ndArray(['text']), [1])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
    await expect(state.update([1], ndArray([2n ** 40n]))).rejects.toMatchObject({ code: 'LML_DTYPE_RANGE' });
    await expect(state.update([[1, 2], [3]], [1])).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    await state.update([2], [0]);
    expect(state.compute()).toEqual({ total: 3, count: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives the value of a batch alone, and counts it', async () => {
    const state = new MetricState(keeper);
    await state.update([1, 2], [5, 6]);
    expect(await state.forward([3], [4])).toEqual({ largest: 4, kept: 1 });
    expect(state.compute()).toEqual({ largest: 6, kept: 3 });
    expect(state.updates).toBe(2);
  });

  it('computes once until something is added', async () => {
    let computed = 0;
    const counting = { ...difference, compute: () => ++computed };
    const state = new MetricState(counting);
    await state.update([1], [0]);
    expect([state.compute(), state.compute()]).toEqual([1, 1]);
    await state.update([1], [0]);
    expect(state.compute()).toBe(2);
    state.merge(new MetricState(counting));
    expect(state.compute()).toBe(2);
    state.reset();
    expect(state.compute()).toBe(3);
  });

  it('adds what others have counted, and goes on by itself after being cloned', async () => {
    const [first, second] = [new MetricState(keeper), new MetricState(keeper)];
    await first.update([1, 2], [5, 6]);
    await second.update([3], [9]);
    const copy = first.clone();
    first.merge(second);
    first.merge(new MetricState(keeper));
    expect(first.compute()).toEqual({ largest: 9, kept: 3 });
    expect(first.updates).toBe(2);
    expect(copy.compute()).toEqual({ largest: 6, kept: 2 });
    copy.merge(second.values);
    expect(copy.values).toEqual(first.values);
  });

  it('does not count a batch of which the metric complains', async () => {
    const positive: Metric = {
      name: 'positive',
      on: 'output',
      needs: [],
      higherIsBetter: undefined,
      init: () => ({ sum: ndArray(0), negative: ndArray(0) }),
      update: ({ sum, negative }, { prediction }) => ({
        sum: tf.add(sum!, tf.sum(prediction)),
        negative: tf.add(negative!, tf.sum(tf.less(prediction, 0))),
      }),
      check: ({ negative }) => {
        if (Number(negative!.data[0]) > 0) throw new InvalidArgumentError('prediction', 'positive', 'others');
      },
      compute: ({ sum }) => Number(sum!.data[0]),
    };
    for (const metric of [
      positive,
      new MetricCollection([positive]),
      compose({ positive }, (values) => values.positive),
    ]) {
      const state = new MetricState(metric);
      await state.update([1, 2]);
      await expect(state.update([1, -2])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
      await expect(state.forward([1, -2])).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
      const result = state.compute();
      expect(typeof result === 'number' ? result : Object.values(result)[0]).toBe(3);
    }
  });

  it('does not compute while an update is under way', async () => {
    const state = new MetricState(difference);
    const first = state.update([1], [0]);
    expect(() => state.compute()).toThrow('Write await before state.update(…)');
    await first;
    expect(state.compute()).toEqual({ total: 1, count: 1 });
    await expect(state.update([1, 2], [1, 2, 3])).rejects.toThrow();
    expect(state.compute()).toEqual({ total: 1, count: 1 });
  });

  it('takes typed arrays', async () => {
    const state = new MetricState(difference);
    await state.update(Float32Array.of(1, 2), Int32Array.of(0, 1), { weight: Float64Array.of(1, 2) });
    expect(state.compute()).toEqual({ total: 3, count: 2 });
  });

  it('refuses a column that is almost one that it looks at', async () => {
    const state = new MetricState(difference);
    await expect(state.update([1], [0], { weights: [1] })).rejects.toThrow("Did you mean 'weight'?");
    await expect(state.update([1], [0], { sampleWeight: [1] })).rejects.toThrow("Did you mean 'weight'?");
    await state.update([1], [0], { height: [1] });
  });

  it('refuses what is no metric', () => {
    for (const wrong of [() => difference, 'accuracy', { name: 'accuracy' }, undefined])
      expect(() => new MetricState(wrong as never)).toThrow('A component must be called: accuracy().');
    expect(() => new MetricState([difference] as never)).toThrow('new MetricCollection([');
    expect(() => new MetricTracker([difference] as never)).toThrow('new MetricCollection([');
    expect(() => compose([difference] as never, () => 0)).toThrow('Their results come by name');
  });

  it.each([
    ['complex numbers', () => tf.complex([1], [2])],
    ['texts', () => tf.tensor1d(['a'])],
  ])('refuses a tensor of %s', async (_, make) => {
    const state = new MetricState(difference);
    await expect(state.update(make(), make())).rejects.toMatchObject({ code: 'LML_INVALID_ARGUMENT' });
  });
});
