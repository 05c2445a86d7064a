import { LmlError, MetricCollection, MetricState, metricShape, type MetricNumbers, type NdArray } from '@lml/core';
import { z } from 'zod';

import { curveMetric, type CurveMetricOptions } from './curve-metric.js';
import { curveShape, type CurveOptions } from './curve-options.js';

const schema = z.strictObject({ ...curveShape, ...metricShape });

/** The counts of each class over thresholds, as a record of arrays. */
const counts = (options: CurveOptions, rest: Partial<CurveMetricOptions> = {}) =>
  curveMetric({
    name: 'counts',
    traits: { higherIsBetter: undefined },
    options: schema.parse(options),
    result: ({ classes, countsOf }) => {
      const each = Array.from({ length: classes }, (_, index) => countsOf([index]));
      return Object.fromEntries(
        each.map(({ thresholds, truePositives, falsePositives }, index) => [
          `class ${index}`,
          rows([thresholds, truePositives, falsePositives]),
        ]),
      );
    },
    ...rest,
  });

function rows(parts: readonly Float64Array[]): NdArray {
  const data = Float64Array.from(parts.flatMap((part) => Array.from(part)));
  return { dtype: 'float64', shape: [parts.length, parts[0]!.length], data };
}

async function countsOf(
  options: CurveOptions,
  prediction: MetricNumbers,
  target: MetricNumbers,
  scores?: 'logits',
): Promise<Record<string, { data: Float64Array }>> {
  const state = new MetricState(counts(options), { scores });
  await state.update(prediction, target);
  return state.compute() as never;
}

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (LmlError.isInstance(error) ? error.code : error),
  );

describe('curveMetric', () => {
  it('counts at each score that occurs, equal ones together', async () => {
    const { 'class 0': found } = await countsOf({ task: 'binary' }, [0.5, 0.25, 0.5, 0.75], [1, 0, 0, 1]);
    expect(Array.from(found!.data)).toEqual([0.75, 0.5, 0.25, 1, 2, 2, 0, 1, 2]);
  });

  it('counts at given thresholds, in any order, a score on a threshold as above it', async () => {
    const options: CurveOptions = { task: 'binary', thresholds: [0.5, 0.25, 0.875] };
    const { 'class 0': found } = await countsOf(options, [0.5, 0.25, 0.125, 0.75], [1, 0, 0, 1]);
    expect(Array.from(found!.data)).toEqual([0.875, 0.5, 0.25, 0, 2, 2, 0, 0, 1]);
  });

  it.each([2, 3, 7, 100, 1001])('finds each of %d even thresholds, and what is next to it', async (thresholds) => {
    const even = Float32Array.from({ length: thresholds }, (_, index) => index / (thresholds - 1));
    const below = Float32Array.from(even.slice(1), (threshold) => threshold * (1 - 2 ** -24));
    for (const scores of [even, below]) {
      const ones = Array.from(scores, () => 1);
      const { 'class 0': found } = await countsOf({ task: 'binary', thresholds }, Array.from(scores), ones);
      const truePositives = Array.from(found!.data.slice(thresholds, 2 * thresholds));
      const expected = Array.from(even, (threshold) => scores.filter((score) => score >= threshold).length).reverse();
      expect(truePositives).toEqual(expected);
    }
  });

  it('tells large logits apart, as float32 probabilities do not', async () => {
    const logits = [Infinity, 20, 18];
    const { 'class 0': found } = await countsOf({ task: 'binary', scores: 'logits' }, logits, [1, 0, 1]);
    expect(Array.from(found!.data.slice(3, 6))).toEqual([1, 1, 2]);
    const rowsOfLogits = logits.map((logit) => [logit, 0]);
    const { 'class 0': wide } = await countsOf({ numClasses: 2 }, rowsOfLogits, [0, 1, 0], 'logits');
    expect(Array.from(wide!.data.slice(3, 6))).toEqual([1, 1, 2]);
  });

  it('counts logits as their probabilities', async () => {
    const [logits, target] = [[[0, 0], [Math.log(3), 0]], [0, 1]]; // prettier-ignore
    const found = await countsOf({ thresholds: [0.25, 0.6] }, logits, target, 'logits');
    expect(Array.from(found['class 0']!.data)).toEqual([0.6, 0.25, 0, 1, 1, 1]);
    expect(Array.from(found['class 1']!.data)).toEqual([0.6, 0.25, 0, 1, 0, 1]);
  });

  it.each([{}, { thresholds: 5 }, { thresholds: [0.5, 0.1] }])('refuses what cannot be: %p', async (options) => {
    const refused = async (own: CurveOptions, prediction: MetricNumbers, target: MetricNumbers): Promise<unknown> =>
      codeOf(countsOf({ ...options, ...own }, prediction, target));
    const binary = { task: 'binary' } as const;
    for (const score of [NaN, 1.5, -0.5]) {
      expect(await refused(binary, [score, 0.5], [1, 0])).toBe('LML_INVALID_ARGUMENT');
      expect(await refused({ ...binary, ignoreIndex: -1 }, [score, 0.5], [-1, 0])).toBe(undefined);
    }
    expect(await refused({ ...binary, scores: 'logits' }, [NaN, 0.5], [1, 0])).toBe('LML_INVALID_ARGUMENT');
    expect(await refused({ ...binary, scores: 'labels' }, [0.5, 1], [1, 0])).toBe('LML_INVALID_ARGUMENT');
    for (const target of [2, 0.5, -1, NaN]) {
      expect(await refused(binary, [0.25, 0.5], [target, 0])).toBe('LML_INVALID_ARGUMENT');
      expect(await refused({}, [[0.25, 0.5]], [target])).toBe('LML_INVALID_ARGUMENT');
    }
    expect(await refused({}, [0.25, 0.5], [1, 0])).toBe('LML_INVALID_ARGUMENT');
    expect(await refused(binary, [0.25, 0.5], [1])).toBe('LML_SHAPE_MISMATCH');
    expect(await refused({ numClasses: 2 }, [0, 1], [0, 1])).toBe('LML_SHAPE_MISMATCH');
    expect(await refused({ numClasses: 3 }, [[0.25, 0.5]], [0])).toBe('LML_SHAPE_MISMATCH');
    expect(await refused({ task: 'multilabel', numClasses: 3 }, [[0.25, 0.5]], [[0, 1]])).toBe('LML_SHAPE_MISMATCH');
  });

  it('says what to do where scores are logits', async () => {
    await expect(countsOf({ task: 'binary' }, [2, -1], [1, 0])).rejects.toThrow(
      /give counts the option scores: 'logits'/,
    );
  });

  it('counts once for metrics that look at the same', async () => {
    const metrics = { first: counts({ task: 'binary', thresholds: 9 }), second: counts({ task: 'binary', thresholds: 9 }), third: counts({ task: 'binary' }) }; // prettier-ignore
    expect(new MetricCollection(metrics).sources).toEqual({ first: 'first', second: 'first', third: 'third' });
  });

  it('is asked for thresholds where it would keep too much', async () => {
    const state = new MetricState({ ...counts({ task: 'binary' }), keepLimit: 2 });
    await expect(state.update([0.5, 0.25, 1], [1, 0, 1])).rejects.toThrow(/Give thresholds: 100\./);
  });
});
