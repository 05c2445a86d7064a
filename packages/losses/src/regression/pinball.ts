import {
  asFloat,
  defineComponent,
  reductionShape,
  requireSameShape,
  requireTensor,
  sameShape,
  ShapeMismatchError,
  showShape,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { treeLoss } from '../shared/tree-loss.js';

const quantile = z.number().gt(0).lt(1);
const shape = {
  /**
   * The quantile that is predicted, between 0 and 1; or several, one for each output along the last axis. Default: `0.5`.
   */
  quantiles: z
    .union([quantile, z.array(quantile).min(1)])
    .default(0.5)
    .describe('The quantile that is predicted, between 0 and 1; or several, one for each output along the last axis.'),
};

/** Options of {@link pinball}. */
export interface PinballOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Pinball loss, for quantiles: with u = y − x of prediction x and target y, $`\max(q u, (q - 1) u)`$. For one quantile both are of one
 * shape, `[batch, …]`; for several the prediction is `[batch, …, quantiles]` against targets `[batch, …]`, each of whose values is the
 * mean over the quantiles.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` where shapes or weights do not fit.
 *
 * @example
 * ```ts
 * import { pinball } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * pinball({ quantiles: 0.9, reduction: 'none' })(tf.tensor1d([1, 3]), tf.tensor1d([2, 2])); // => [0.9, 0.1]
 * pinball({ quantiles: [0.1, 0.9] })(tf.tensor2d([[1, 3]]), tf.tensor1d([2])); // => 0.1
 * ```
 *
 * @see Koenker, Bassett 1978, Regression Quantiles; sklearn.metrics.mean_pinball_loss 1.9
 */
export const pinball = defineComponent({
  kind: 'loss',
  name: 'pinball',
  summary: 'Quantiles: what is too low costs otherwise than what is too high.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { quantiles: 0.9 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ quantiles, reduction }, { name }) =>
    treeLoss<tf.Tensor, tf.Tensor>({
      name,
      reduction,
      shape(prediction, target) {
        const [given, right] = [requireTensor(name, 'prediction', prediction), requireTensor(name, 'target', target)];
        if (typeof quantiles === 'number') requireSameShape(name, given, right);
        else if (!sameShape(given.shape, [...right.shape, quantiles.length])) {
          throw new ShapeMismatchError(
            `${name} of ${quantiles.length} quantiles needs predictions [batch, …, ${quantiles.length}] and targets [batch, …], ` +
              `got ${showShape(given.shape)} and ${showShape(right.shape)}.`,
          );
        }
        return right.shape;
      },
      values(prediction, target) {
        if (typeof quantiles === 'number') return valuesOf(asFloat(prediction), asFloat(target), tf.scalar(quantiles));
        return tf.mean(
          valuesOf(asFloat(prediction), tf.expandDims(asFloat(target), -1), tf.tensor1d([...quantiles])),
          -1,
        );
      },
    }),
});

function valuesOf(prediction: tf.Tensor, target: tf.Tensor, quantile: tf.Tensor): tf.Tensor {
  const lacking = tf.sub(target, prediction);
  return tf.add(tf.mul(quantile, tf.relu(lacking)), tf.mul(tf.sub(1, quantile), tf.relu(tf.neg(lacking))));
}
