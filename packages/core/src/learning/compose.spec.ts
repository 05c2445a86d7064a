import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import { compose } from './compose.js';
import { MetricState } from './metric-state.js';
import type { Metric } from './metric.js';

const total = (name: string, factor: number): Metric => ({
  name,
  on: 'output',
  needs: [],
  higherIsBetter: undefined,
  init: () => ({ sum: ndArray(0) }),
  update: ({ sum }, { prediction }) => ({ sum: tf.add(sum!, tf.mul(factor, tf.sum(prediction))) }),
  compute: ({ sum }) => Number(sum!.data[0]),
});

/** Keeps every sample. */
const last: Metric = {
  ...total('last', 0),
  keep: ({ prediction }) => ({ value: prediction }),
  compute: (values) => Number(values['kept/value']?.data.at(-1) ?? NaN),
};

describe('compose', () => {
  it('makes a result of the results of others, over all batches', async () => {
    const metric = compose({ once: total('a', 1), thrice: total('a', 3) }, ({ once, thrice }) => ({
      difference: thrice - once,
      ratio: thrice / once,
    }));
    expect(metric).toMatchObject({ name: 'composed', on: 'output', higherIsBetter: undefined });
    expect(compose({ a: total('a', 1) }, ({ a }) => -a, { name: 'less', higherIsBetter: false })).toMatchObject({
      name: 'less',
      higherIsBetter: false,
    });
    const [state, other] = [new MetricState(metric), new MetricState(metric)];
    await state.update([1, 2]);
    await other.update([4]);
    state.merge(other);
    expect(state.compute()).toEqual({ difference: 14, ratio: 3 });
  });

  it('gives each what it keeps, and can be composed again', async () => {
    const inner = compose({ last, sum: total('sum', 1) }, (values) => values.sum - values.last, { name: 'before' });
    const state = new MetricState(compose({ inner, last }, (values) => 10 * values.inner + values.last));
    await state.update([1, 2]);
    await state.update([3]);
    expect(state.compute()).toBe(33);
  });

  it('counts metrics that count the same once', async () => {
    let updates = 0;
    const counting: Metric = {
      ...total('a', 1),
      group: 'total',
      update: (...given) => (updates++, total('a', 1).update(...given)),
    };
    const state = new MetricState(compose({ a: counting, b: { ...counting, name: 'b' } }, ({ a, b }) => a + b));
    await state.update([2]);
    expect([state.compute(), updates]).toEqual([4, 1]);
  });

  it('refuses no metrics, and those that look at different things', () => {
    expect(() => compose({}, () => 0)).toThrow('metrics must be at least one metric');
    expect(() => compose({ a: total('a', 1), b: { ...total('b', 1), on: 'prediction' } }, () => 0)).toThrow(
      "metrics must be all on 'output', as 'a' is",
    );
  });
});
