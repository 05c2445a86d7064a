import {
  asFloat,
  defineComponent,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  spreadWeight,
  type Metric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { onShape } from '../shared/fields.js';
import { numbersOf, resultOf, zeros } from '../shared/values.js';

const shape = {
  /** Whether it is the mean square, or its root, the RMSE. Default: `true`. */
  squared: z.boolean().default(true).describe('Whether it is the mean square, or its root, the RMSE.'),
  /** How many outputs to tell apart, along the last axis. Default: `1`. */
  numOutputs: z.int().positive().default(1).describe('How many outputs to tell apart, along the last axis.'),
};

/** Options of {@link meanSquaredError}. */
export interface MeanSquaredErrorOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof onShape>> {}

const OF_CLASSES =
  'Targets that are class numbers are judged by accuracy; for one number a sample give the model one output.';

/**
 * Mean squared error `Σ w (x − y)² / Σ w` of predictions x and targets y, both `[batch, …]`, over everything that was
 * counted; with `squared: false` its root.
 *
 * With `numOutputs` above 1 the last axis has that size and the result is one number for each of its entries, float64
 * `[numOutputs]`. Weights w, one a sample (`[batch]`) or of further axes, count an error w times; default 1. NaN where
 * nothing was counted, or where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, if the last axis is not `numOutputs`, or
 * if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { meanSquaredError } from '@lml/metrics';
 *
 * const state = new MetricState(meanSquaredError());
 * await state.update([1, 2], [1, 4]);
 * await state.update([5], [2]);
 * state.compute(); // => 13 / 3
 * ```
 *
 * @see [torchmetrics.MeanSquaredError](https://lightning.ai/docs/torchmetrics/stable/regression/mean_squared_error.html) 1.9,
 * which has no weights
 */
export const meanSquaredError = defineComponent({
  kind: 'metric',
  name: 'mean-squared-error',
  summary: 'Mean squared error, or its root.',
  schema: z.strictObject({ ...onShape, ...shape }),
  examples: [{}, { squared: false }],
  create: ({ squared, numOutputs, on }): Metric => ({
    name: 'mean-squared-error',
    on,
    higherIsBetter: false,
    init: () => {
      const shape = numOutputs === 1 ? [] : [numOutputs];
      return { squares: zeros('float32', shape), total: zeros('float32', shape) };
    },
    update: (state, prediction, target, weight) => {
      requireSameShape('mean-squared-error', prediction, target, OF_CLASSES);
      // The wasm backend cannot sum nothing.
      if (prediction.size === 0) return state;
      const weights = spreadWeight('mean-squared-error', weight ?? tf.scalar(1), prediction.shape);
      const squares = tf.mul(tf.square(tf.sub(asFloat(prediction), asFloat(target))), weights);
      return {
        squares: tf.add(state['squares']!, sumOutputs(squares, numOutputs)),
        total: tf.add(state['total']!, sumOutputs(weights, numOutputs)),
      };
    },
    compute: ({ squares, total }) => {
      const totals = numbersOf(total);
      const means = numbersOf(squares).map((sumOfSquares, output) => sumOfSquares / totals[output]!);
      const errors = squared ? means : means.map(Math.sqrt);
      return numOutputs === 1 ? errors[0]! : resultOf(errors);
    },
  }),
  higherIsBetter: false,
});

function sumOutputs(values: tf.Tensor, numOutputs: number): tf.Tensor {
  if (numOutputs === 1) return tf.sum(values);
  if (values.shape.at(-1) !== numOutputs) {
    throw new ShapeMismatchError(
      `mean-squared-error with numOutputs ${numOutputs} needs a last axis of that size, got ${showShape(values.shape)}.`,
    );
  }
  return tf.sum(tf.reshape(values, [values.size / numOutputs, numOutputs]), 0);
}
