import {
  asFloat,
  metricView,
  spreadWeight,
  type Metric,
  type metricShape,
  type MetricTraits,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nanStrategyShape, replaceNan, reportNan } from './nan-strategy.js';
import { numbersOf, zeros } from './values.js';

/** The options of metrics of the last batches, as entries of a zod object. */
export const runningShape = {
  /** How many batches are counted: the last ones. Default: `5`. */
  window: z.int().positive().default(5).describe('How many batches are counted: the last ones.'),
  ...nanStrategyShape,
};

/** Options of metrics of the last batches. */
export interface RunningOptions
  extends
    z.input<z.ZodObject<typeof nanStrategyShape>>,
    z.input<z.ZodObject<typeof runningShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** {@link RunningOptions} with their defaults filled in. */
export type RunningSettings = z.output<z.ZodObject<typeof runningShape & typeof metricShape>>;

/** What {@link runningMetric} takes. */
export interface RunningMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: RunningSettings;
  /** Whether values are weighted. */
  readonly weighted: boolean;
  /** The result, of the weighted sum of the values and the sum of their weights. */
  readonly result: (sum: number, total: number) => number;
}

/** Makes a metric of the predictions of the last batches, whose sums stand one behind the other, the last batch last. */
export function runningMetric({ name, traits, options, weighted, result }: RunningMetricOptions): Metric {
  const { window, nanStrategy } = options;
  return {
    name,
    ...metricView(options),
    needs: [],
    higherIsBetter: traits.higherIsBetter,
    init: () => ({
      sums: zeros('float32', [window]),
      totals: zeros('float32', [window]),
      missing: zeros('int32', [window]),
      batches: zeros('int32', []),
    }),
    update: (state, { prediction, weight }) => {
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const given = asFloat(prediction);
      const spread = spreadWeight(name, (weighted ? weight : undefined) ?? tf.scalar(1), given.shape);
      const { values, weights, missing } = replaceNan(nanStrategy, given, spread);
      return {
        sums: append(state['sums']!, tf.sum(tf.mul(values, weights))),
        totals: append(state['totals']!, tf.sum(weights)),
        missing: append(state['missing']!, missing),
        batches: tf.add(state['batches']!, tf.scalar(1, 'int32')),
      };
    },
    merge: (a, b) => {
      const later = Math.min(window, numbersOf(b['batches'])[0]!);
      const join = (key: string): NdArray => ({
        dtype: 'float64',
        shape: [window],
        data: Float64Array.from([...numbersOf(a[key]).slice(later), ...numbersOf(b[key]).slice(window - later)]),
      });
      const batches = numbersOf(a['batches'])[0]! + numbersOf(b['batches'])[0]!;
      return {
        sums: join('sums'),
        totals: join('totals'),
        missing: join('missing'),
        batches: { dtype: 'float64', shape: [], data: Float64Array.of(batches) },
      };
    },
    compute: ({ sums, totals, missing }) =>
      reportNan(nanStrategy, sumOf(missing), name) ? NaN : result(sumOf(sums), sumOf(totals)),
  };
}

/** Puts a number behind others, the first of which is dropped. */
function append(numbers: tf.Tensor, last: tf.Tensor): tf.Tensor {
  const column = tf.reshape(last, [1]);
  return numbers.size === 1 ? column : tf.concat([tf.slice(numbers, [1], [numbers.size - 1]), column]);
}

function sumOf(array: NdArray | undefined): number {
  return numbersOf(array).reduce((sum, value) => sum + value, 0);
}
