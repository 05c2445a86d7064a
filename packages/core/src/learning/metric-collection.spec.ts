import * as tf from '@tensorflow/tfjs';

import {
  isHostMetric,
  MetricCollection,
  MetricState,
  ndArray,
  type HostMetric,
  type Metric,
  type MetricResult,
} from '../index.js';

/** A sum of predictions, reported in a way. */
function total(
  name: string,
  report: (sum: number) => MetricResult = (sum) => sum,
  on: Metric['on'] = 'output',
): Metric {
  return {
    name,
    on,
    higherIsBetter: true,
    needs: [],
    init: () => ({ total: ndArray(new Float32Array(1), { shape: [] }) }),
    update: (state, { prediction }) => ({ total: tf.add(state['total']!, tf.sum(prediction)) }),
    compute: (state) => report(Number(state['total']!.data[0])),
  };
}

const largest: Metric = {
  name: 'largest',
  on: 'output',
  higherIsBetter: undefined,
  needs: [],
  init: () => ({ value: ndArray([-Infinity]) }),
  update: ({ value }, { prediction }) => ({ value: tf.maximum(value!, tf.max(prediction)) }),
  merge: (a, b) => ({
    value: ndArray(Float64Array.of(Math.max(Number(a['value']!.data[0]), Number(b['value']!.data[0])))),
  }),
  compute: ({ value }) => Number(value!.data[0]),
};

const median: Metric = {
  name: 'median',
  on: 'output',
  higherIsBetter: undefined,
  needs: [],
  init: () => ({}),
  update: () => ({}),
  keep: ({ prediction }) => ({ value: prediction }),
  compute: (state) => {
    const sorted = Array.from((state['kept/value']?.data ?? []) as Float32Array).sort((a, b) => a - b);
    return sorted[(sorted.length - 1) / 2] ?? NaN;
  },
};

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

describe('MetricCollection', () => {
  it('gives each batch to all, and one record of numbers', async () => {
    const state = new MetricState(new MetricCollection([total('sum'), largest, median]));
    await state.update([1, 2]);
    await state.update([9]);
    expect(state.compute()).toEqual({ sum: 12, largest: 9, median: 2 });
    expect(Object.keys(state.values)).toEqual(['sum/total', 'largest/value', 'kept/median/value']);
  });

  it('takes a record, and puts a prefix and a postfix about the names', () => {
    const collection = new MetricCollection({ a: total('x'), b: total('x') }, { prefix: 'student/', postfix: '_ema' });
    expect(collection.compute(collection.init({}))).toEqual({ 'student/a_ema': 0, 'student/b_ema': 0 });
    expect([collection.name, collection.on, collection.higherIsBetter]).toEqual(['metrics', 'output', undefined]);
    expect(new MetricCollection([largest], { name: 'mine' }).name).toBe('mine');
  });

  it('flattens records of results, and leaves arrays and figures as they are', () => {
    const bars = { figure: 'bars', title: 'Scores', labels: ['a'], values: ndArray([1]) } as const;
    const collection = new MetricCollection([
      total('classes', () => ndArray([0.25, 0.5])),
      total('scalar', () => ndArray(7)),
      total('record', () => ({ low: 1, all: { bars, mean: 2 } })),
    ]);
    expect(collection.compute(collection.init({}))).toEqual({
      classes: ndArray([0.25, 0.5]),
      scalar: 7,
      'record/low': 1,
      'record/all/bars': bars,
      'record/all/mean': 2,
    });
  });

  it('shows each metric its own part of a batch', async () => {
    const heads = new MetricCollection({ a: { ...total('sum'), head: 'a' }, b: { ...total('sum'), head: 'b' } });
    const state = new MetricState(heads);
    await state.update({ a: [1, 2], b: [10] });
    expect(state.compute()).toEqual({ a: 3, b: 10 });
    await expect(state.update({ a: [1] })).rejects.toThrow(
      "The prediction of the metric 'b' must be one with a part 'b'",
    );
    await expect(state.update([1])).rejects.toThrow('It is one value.');
  });

  it('takes metrics that count on the host, with what they sum, keep and draw', async () => {
    const words = (name: string): HostMetric => ({
      name,
      on: 'output',
      needs: [],
      higherIsBetter: true,
      updateHost: ({ prediction }, { random }) => ({
        count: ndArray((prediction as readonly string[]).length),
        'kept/word': ndArray(prediction as string[]),
        'kept/draw': ndArray([random('draw').integer(2 ** 20)]),
      }),
      compute: (state) => ({
        count: Number(state['count']?.data[0] ?? 0),
        last: String(state['kept/word']?.data.at(-1)).length,
        draws: new Set(state['kept/draw']?.data as Int32Array).size,
      }),
    });
    const one = new MetricState(words('a'));
    const both = new MetricState(new MetricCollection([words('a'), new MetricCollection([words('b')])]));
    expect(isHostMetric(both.metric)).toBe(true);
    for (const batch of [['x', 'yy'], ['zzz'], ['u']]) {
      await one.update(batch);
      await both.update(batch);
    }
    const names = Object.entries(one.compute() as object);
    expect(one.compute()).toEqual({ count: 4, last: 1, draws: 3 });
    expect(both.compute()).toEqual(
      Object.fromEntries(['a', 'b'].flatMap((name) => names.map(([key, value]) => [`${name}/${key}`, value]))),
    );
    expect(both.clone().compute()).toEqual(both.compute());
  });

  it('is of metrics that count in one place', () => {
    const host = {
      name: 'words',
      on: 'output',
      higherIsBetter: true,
      updateHost: () => ({}),
      compute: () => 0,
    } as const;
    expect(() => new MetricCollection([total('a'), host])).toThrow(
      "metrics must be all counted in the step, as 'a' is, got ''words', counted on the host'",
    );
    expect(() => new MetricCollection([host, total('a')])).toThrow('all counted on the host');
  });

  it('takes the metrics out of collections within', () => {
    const inner = new MetricCollection([total('a'), total('b')], { prefix: 'in-' });
    expect(Object.keys(new MetricCollection([total('a'), inner]).metrics)).toEqual(['a', 'in-a', 'in-b']);
    expect(Object.keys(new MetricCollection({ x: inner, y: inner }).metrics)).toEqual([
      'x/in-a',
      'x/in-b',
      'y/in-a',
      'y/in-b',
    ]);
  });

  it('adds metrics to a copy', () => {
    const collection = new MetricCollection([total('a')], { prefix: 'p-' });
    const more = collection.add([total('b')]).add({ c: total('a') });
    expect(Object.keys(more.compute(more.init({})))).toEqual(['p-a', 'p-b', 'p-c']);
    expect(Object.keys(collection.metrics)).toEqual(['a']);
    expect(codeOf(() => more.add([total('b')]))).toBe('LML_INVALID_ARGUMENT');
  });

  it('merges each metric in its own way, and parts that hold only some', () => {
    const collection = new MetricCollection([total('sum'), largest, median]);
    const a = { 'sum/total': ndArray(1), 'largest/value': ndArray([4]), 'kept/median/value': ndArray([1, 2]) };
    const b = { 'sum/total': ndArray(2), 'largest/value': ndArray([3]), 'kept/median/value': ndArray([3]) };
    expect(collection.compute(collection.merge(a, b))).toEqual({ sum: 3, largest: 4, median: 2 });
    const kept = { 'kept/median/value': ndArray([3]) };
    expect(collection.compute(collection.merge(a, kept))).toEqual({ sum: 1, largest: 4, median: 2 });
    expect(collection.compute(collection.merge(kept, a))).toEqual({ sum: 1, largest: 4, median: 2 });
  });

  it('keeps samples only where a metric does', () => {
    expect(new MetricCollection([total('sum')]).keep).toBeUndefined();
    expect(new MetricCollection([median]).keep).toBeDefined();
  });

  it.each([
    ['nothing', () => new MetricCollection([])],
    ['equal names', () => new MetricCollection([total('a'), total('a')])],
    ['equal names within', () => new MetricCollection([total('a'), new MetricCollection([total('a')])])],
    ['names within each other', () => new MetricCollection({ a: total('a'), 'a/b': total('b') })],
    ['the name of what is kept', () => new MetricCollection({ kept: total('a') })],
    ['outputs and predictions', () => new MetricCollection([total('a'), total('b', undefined, 'prediction')])],
  ])('refuses %s', (_, make) => {
    expect(codeOf(make)).toBe('LML_INVALID_ARGUMENT');
  });

  it('counts once what several metrics count alike, also what is kept', async () => {
    let updates = 0;
    const counting = (name: string, factor: number, more: Partial<Metric> = {}): Metric => ({
      ...total(name, (sum) => factor * sum),
      group: 'total',
      update: (state, { prediction }) => {
        updates++;
        return { total: tf.add(state['total']!, tf.sum(prediction)) };
      },
      keep: ({ prediction }) => ({ value: prediction }),
      ...more,
    });
    const metrics = new MetricCollection([
      counting('sum', 1),
      counting('double', 2),
      counting('of-head', 3, { head: 'one' }),
      counting('other', 4, { group: 'other' }),
    ]);
    expect(metrics.sources).toEqual({ sum: 'sum', double: 'sum', 'of-head': 'of-head', other: 'other' });
    const state = new MetricState(new MetricCollection([counting('sum', 1), counting('double', 2), median]));
    await state.update([1, 2]);
    await state.update([4]);
    expect(updates).toBe(2);
    expect(Object.keys(state.values)).toEqual(['sum/total', 'kept/sum/value', 'kept/median/value']);
    expect(state.compute()).toEqual({ sum: 7, double: 14, median: 2 });
    const [left, right] = [new MetricState(state.metric), state.clone()];
    await left.update([10]);
    left.merge(right);
    expect(left.compute()).toEqual({ sum: 17, double: 34, median: NaN });
  });
});
