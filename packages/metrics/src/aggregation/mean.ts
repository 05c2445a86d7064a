import { asFloat, defineComponent, InvalidArgumentError, spreadWeight, warn, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { onShape } from '../shared/fields.js';
import { numbersOf, zeros } from '../shared/values.js';

const shape = {
  /**
   * What becomes of a value that is NaN, or whose weight is: it is left out and compute warns ('warn', default), left out
   * silently ('ignore'), an error of compute ('error'), or this number, with weight 1. Default: `'warn'`.
   */
  nanStrategy: z
    .union([z.enum(['warn', 'error', 'ignore']), z.number()])
    .default('warn')
    .describe(
      "What becomes of a value that is NaN, or whose weight is: it is left out and compute warns ('warn', default), left out silently ('ignore'), an error of compute ('error'), or this number, with weight 1.",
    ),
};

/** Options of {@link mean}. */
export interface MeanOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof onShape>> {}

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
 * await state.update(5, undefined, 2);
 * state.compute(); // => 3.25
 * ```
 *
 * @see [torchmetrics.MeanMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/mean.html) 1.9, whose weights
 * broadcast to the last axes rather than the first, and which warns and throws in `update`
 */
export const mean = defineComponent({
  kind: 'metric',
  name: 'mean',
  summary: 'The mean of the predictions.',
  schema: z.strictObject({ ...onShape, ...shape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: ({ nanStrategy, on }): Metric => ({
    name: 'mean',
    on,
    higherIsBetter: undefined,
    init: () => ({ sum: zeros('float32', []), total: zeros('float32', []), missing: zeros('int32', []) }),
    update: (state, prediction, _target, weight) => {
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const values = asFloat(prediction);
      const weights = spreadWeight('mean', weight ?? tf.scalar(1), values.shape);
      const isMissing = tf.logicalOr(tf.isNaN(values), tf.isNaN(weights));
      const [value, own] = typeof nanStrategy === 'number' ? [nanStrategy, 1] : [0, 0];
      const [valid, used] = [tf.where(isMissing, value, values), tf.where(isMissing, own, weights)];
      return {
        sum: tf.add(state['sum']!, tf.sum(tf.mul(valid, used))),
        total: tf.add(state['total']!, tf.sum(used)),
        missing: tf.add(state['missing']!, tf.sum(isMissing)),
      };
    },
    compute: (state) => {
      const missing = numbersOf(state['missing'])[0]!;
      if (missing > 0 && nanStrategy === 'error') {
        throw new InvalidArgumentError('prediction', "without NaN for nanStrategy 'error'", `${missing} values of NaN`);
      }
      if (missing > 0 && nanStrategy === 'warn') {
        warn(
          'LML_NAN_LEFT_OUT',
          "Values of NaN are left out of a mean. Give nanStrategy 'ignore', 'error' or a number.",
        );
      }
      return numbersOf(state['sum'])[0]! / numbersOf(state['total'])[0]!;
    },
  }),
});
