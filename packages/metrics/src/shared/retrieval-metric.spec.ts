import { MetricState, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { retrievalMetric, type RetrievalMetricOptions } from './retrieval-metric.js';
import type { RetrievalSettings } from './retrieval-options.js';

const SETTINGS: RetrievalSettings = { on: 'output', emptyTargetAction: 'neg', aggregation: 'mean' };

/** The place of the first relevant row. */
const firstPlace = (settings: Partial<RetrievalSettings> = {}, options: Partial<RetrievalMetricOptions> = {}): Metric =>
  retrievalMetric({
    name: 'first-place',
    traits: { higherIsBetter: false },
    options: { ...SETTINGS, ...settings },
    score: ({ targets }) => targets.findIndex((target) => target > 0) + 1,
    ...options,
  });

const SCORES = [0.5, 0.25, 0.75, 0.5];
const QUERIES = { indexes: [4, -2, 4, -2] };

describe('retrievalMetric', () => {
  it('keeps all rows once for all metrics of the family', () => {
    expect(firstPlace({ aggregation: 'max' }).group).toBe(firstPlace({}, { wants: 'irrelevant' }).group);
    expect(firstPlace()).toMatchObject({ name: 'first-place', higherIsBetter: false, needs: ['target', 'indexes'] });
  });

  it('puts the rows of a query together, from whatever batch they come', async () => {
    const state = new MetricState(firstPlace());
    await state.update([0.5], [1], { indexes: [4] });
    await state.update([[0.25], [0.75]], [[0], [0]], { indexes: [[-2], [4]] });
    await state.update(tf.tensor1d([0.5]), tf.tensor1d([true], 'bool'), { indexes: tf.tensor1d([-2], 'int32') });
    expect(state.compute()).toBe((2 + 1) / 2);
  });

  it('puts the row that came first first of equal scores, infinite ones too', async () => {
    const state = new MetricState(firstPlace());
    await state.update([1, 1, 1, -Infinity, -Infinity, Infinity], [0, 1, 0, 0, 1, 0], { indexes: [0, 0, 0, 1, 1, 1] });
    expect(state.compute()).toBe((2 + 3) / 2);
  });

  it('takes the number of the query from another column, and says where it is missing', async () => {
    const state = new MetricState(firstPlace({ columns: { indexes: 'query' } }));
    await state.update(SCORES, [0, 1, 1, 0], { query: QUERIES.indexes });
    expect(state.compute()).toBe((1 + 2) / 2);
    await expect(new MetricState(firstPlace()).update(SCORES, [0, 1, 1, 0])).rejects.toMatchObject({
      code: 'LML_INVALID_ARGUMENT',
    });
  });

  it('hands the values of all queries to a function', async () => {
    const state = new MetricState(firstPlace({ aggregation: (values) => values.length * 100 + values[0]! }));
    await state.update(SCORES, [0, 1, 1, 0], QUERIES);
    expect(state.compute()).toBe(202);
  });

  it('takes the lower of two middle values for the median', async () => {
    const state = new MetricState(firstPlace({ aggregation: 'median' }));
    await state.update(SCORES, [0, 1, 1, 0], QUERIES);
    expect(state.compute()).toBe(1);
  });

  it('does not hide a query without an order', async () => {
    for (const aggregation of ['mean', 'median', 'min', 'max'] as const) {
      const state = new MetricState(firstPlace({ aggregation }));
      await state.update([NaN, 0.25, 0.5, 0.75], [0, 1, 1, 1], { indexes: [0, 0, 1, 2] });
      expect(state.compute()).toBeNaN();
    }
  });

  it('says which query has no relevant row, where that is an error', async () => {
    const state = new MetricState(firstPlace({ emptyTargetAction: 'error' }));
    await state.update(SCORES, [0, 1, 0, 0], QUERIES);
    expect(() => state.compute()).toThrow(/a row that is relevant in each query.*query 4/);
  });

  it('is 0 where all queries are skipped, and NaN where there is none', async () => {
    const state = new MetricState(firstPlace({ emptyTargetAction: 'skip', ignoreIndex: 1 }));
    expect(state.compute()).toBeNaN();
    await state.update(SCORES, [1, 1, 1, 1], QUERIES);
    expect(state.compute()).toBeNaN();
    await state.update(SCORES, [0, 0, 0, 0], QUERIES);
    expect(state.compute()).toBe(0);
  });

  it('refuses targets that are no relevance, and numbers of queries that float32 may have rounded', async () => {
    const graded = new MetricState(firstPlace({}, { graded: true }));
    await graded.update(SCORES, [1.5, 2.5, 0, 0], QUERIES);
    expect(graded.compute()).toBe(2);
    await graded.update(SCORES, [0, NaN, Infinity, -1], QUERIES);
    expect(() => graded.compute()).toThrow(/3 that are none/);
    const large = new MetricState(firstPlace());
    await large.update(SCORES, [0, 1, 1, 0], { indexes: [2 ** 24, 2 ** 24 + 1, 0, 0] });
    expect(() => large.compute()).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT', argument: 'indexes' }),
    );
    const whole = new MetricState(firstPlace());
    await whole.update([0.25, 0.5], [1, 1], { indexes: tf.tensor1d([2 ** 24, 2 ** 24 + 1], 'int32') });
    expect(whole.compute()).toBe(1);
  });

  it('refuses shapes that do not fit', async () => {
    const state = new MetricState(firstPlace());
    await expect(state.update(SCORES, [[0], [1], [1], [0]], QUERIES)).rejects.toThrow(
      /one score and one relevance|one shape/,
    );
    await expect(state.update([SCORES], [[0, 1, 1, 0]], { indexes: [0] })).rejects.toThrow(/Repeat the number/);
    expect(state.updates).toBe(0);
  });
});
