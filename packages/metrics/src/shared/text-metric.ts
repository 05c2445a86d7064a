import {
  metricView,
  type HostMetric,
  type MetricResult,
  type MetricTraits,
  type MetricValues,
  type NdArray,
} from '@lml/core';

import type { TextSettings } from './text-options.js';
import { textsOf, type ReferenceCount, type TextSample } from './texts.js';
import { numbersOf, resultOf } from './values.js';

/** Counts of texts by name, each one number or several. */
export type TextCounts<Name extends string> = Readonly<Record<Name, readonly number[]>>;

/** What {@link textMetric} takes. */
export interface TextMetricOptions<Name extends string = string> {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of every metric of texts, with their defaults filled in. */
  readonly options: TextSettings;
  /** How many numbers each sum has, by name. */
  readonly sums: Readonly<Record<Name, number>>;
  /** Names metrics that count the same: the family, and the options that `count` looks at. Default: each counts by itself. */
  readonly group?: string | undefined;
  /** How many references a sample may have: `'one'`, `'several'` (at least one) or `'any'`. Default: `'several'`. */
  readonly references?: ReferenceCount | undefined;
  /** What a sample adds to the sums. */
  readonly count: (sample: TextSample) => TextCounts<Name>;
  /** The result, from the sums and from the number (or weight) of samples, which is not 0. */
  readonly result: (sums: TextCounts<Name>, samples: number) => MetricResult;
  /**
   * Whether the result of each sample is kept: `'beside'` that of all, as `{ value, sentences }`, or `'only'` they are the result. Default:
   * it is not.
   */
  readonly each?: 'beside' | 'only' | undefined;
  /** The result where there are no samples. Default: NaN. */
  readonly none?: MetricResult | undefined;
}

/**
 * Makes a metric that is a function of sums `Σ w c` of counts c over samples of texts, w their weights. It counts on the host, each batch as
 * it comes, so that sums of parts add up to those of the whole.
 *
 * By hand a prediction is a text or a list of texts, and the target a text or a list of texts for each. In a run it looks at what the
 * predictor's `decode` gives, and at the target, or the column that `columns: { target: … }` names in its place.
 *
 * @throws `LML_INVALID_ARGUMENT`, from the metric, for what are no texts; `LML_SHAPE_MISMATCH` where there are not as many targets as
 * predictions.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { textMetric } from '@lml/metrics';
 *
 * const length = textMetric({
 *   name: 'length-ratio',
 *   traits: { higherIsBetter: undefined },
 *   options: { field: 'text', targetField: 'text' },
 *   sums: { predicted: 1, right: 1 },
 *   references: 'one',
 *   count: ({ prediction, references }) => ({ predicted: [prediction.length], right: [references[0]!.length] }),
 *   result: ({ predicted, right }) => predicted[0]! / right[0]!,
 * });
 * const state = new MetricState(length);
 * await state.update(['a', 'abcde'], ['ab', 'ab']);
 * state.compute(); // => 1.5
 * ```
 */
export function textMetric<Name extends string>(made: TextMetricOptions<Name>): HostMetric {
  const { name, traits, options, sums, count, result, each, none = NaN, references = 'several' } = made;
  const names = Object.keys(sums) as Name[];
  const { field, targetField } = options;
  return {
    name,
    ...metricView({ ...options, on: 'prediction' }),
    higherIsBetter: traits.higherIsBetter,
    group: made.group === undefined ? undefined : JSON.stringify([made.group, field, targetField, references]),
    init: () =>
      Object.fromEntries([...names.map((key) => [key, sumOf(sums[key])]), [SAMPLES, sumOf(1)]]) as MetricValues,
    updateHost(input) {
      const { samples, weights } = textsOf(name, input, options, references);
      const added = names.map((key) => [key, new Float64Array(sums[key])] as const);
      const values: MetricResult[] = [];
      let total = 0;
      for (const [at, sample] of samples.entries()) {
        const counts = count(sample);
        const weight = weights?.[at] ?? 1;
        total += weight;
        for (const [key, sum] of added) {
          const own = counts[key];
          for (let index = 0; index < sum.length; index++) sum[index]! += weight * own[index]!;
        }
        if (each !== undefined) values.push(result(counts, 1));
      }
      return {
        ...Object.fromEntries(added.map(([key, data]) => [key, { ...sumOf(sums[key]), data }])),
        [SAMPLES]: { ...sumOf(1), data: Float64Array.of(total) },
        ...(each !== undefined && { [`kept/${EACH}`]: resultOf(values as number[]) }),
      };
    },
    compute(state) {
      const values = each === undefined ? undefined : resultOf(numbersOf(state[`kept/${EACH}`]));
      if (each === 'only') return values!;
      const total = numbersOf(state[SAMPLES])[0] ?? 0;
      const counts = names.map((key) => [key, numbersOf(state[key])] as const);
      const value = total === 0 ? none : result(Object.fromEntries(counts) as unknown as TextCounts<Name>, total);
      return values === undefined ? value : { value, sentences: values };
    },
  };
}

const SAMPLES = 'samples';
const EACH = 'sentences';

function sumOf(width: number): NdArray {
  return { dtype: 'float64', shape: [width], data: new Float64Array(width) };
}
