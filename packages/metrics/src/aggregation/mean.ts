import { asFloat, defineComponent, metricShape, metricView, spreadWeight, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { nanStrategyShape, replaceNan, reportNan } from '../shared/nan-strategy.js';
import { numbersOf, zeros } from '../shared/values.js';

/** Options of {@link mean}. */
export interface MeanOptions
  extends z.input<z.ZodObject<typeof nanStrategyShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The mean of the predictions, `Σ w x / Σ w` over all values x that were counted. Targets are not looked at.
 *
 * Weights w, one a sample (`[batch]`) or of further axes of the values, default 1. NaN where the weights sum to 0. As
 * nothing is read back before, warnings and errors about NaN come from `compute`.
 *
 * @throws `LML_SHAPE_MISMATCH` if weights do not fit; `LML_INVALID_ARGUMENT` from `compute` for NaN with
 * `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { mean } from '@lml/metrics';
 *
 * const state = new MetricState(mean({ nanStrategy: 'ignore' }));
 * await state.update([1, 2, NaN]);
 * await state.update(5, undefined, { weight: 2 });
 * state.compute(); // => 3.25
 * ```
 *
 * @see [torchmetrics.MeanMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/mean.html) 1.9, whose weights
 * broadcast to the last axes rather than the first and are dropped with 'disable', and which warns and throws in `update`
 */
export const mean = defineComponent({
  kind: 'metric',
  name: 'mean',
  summary: 'The mean of the predictions.',
  schema: z.strictObject({ ...metricShape, ...nanStrategyShape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: ({ nanStrategy, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    needs: [],
    higherIsBetter: traits.higherIsBetter,
    init: () => ({ sum: zeros('float32', []), total: zeros('float32', []), missing: zeros('int32', []) }),
    update: (state, { prediction, weight }) => {
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const given = asFloat(prediction);
      const spread = spreadWeight(name, weight ?? tf.scalar(1), given.shape);
      const { values, weights, missing } = replaceNan(nanStrategy, given, spread);
      return {
        sum: tf.add(state['sum']!, tf.sum(tf.mul(values, weights))),
        total: tf.add(state['total']!, tf.sum(weights)),
        missing: tf.add(state['missing']!, missing),
      };
    },
    compute: ({ sum, total, missing }) => {
      const isNaN = reportNan(nanStrategy, numbersOf(missing)[0]!, name);
      return isNaN ? NaN : numbersOf(sum)[0]! / numbersOf(total)[0]!;
    },
  }),
  higherIsBetter: undefined,
});
