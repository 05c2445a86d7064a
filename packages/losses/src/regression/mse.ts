import { alignWeight, asFloat, defineComponent, requireSameShape, sizeOf, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { reduce, reductionShape, sumAll } from '../shared/reduction.js';

/** Options of {@link mse}. */
export interface MseOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

const OF_CLASSES =
  'Targets that are class numbers are learnt by cross-entropy; for one number a sample give the model one output.';

/**
 * Mean squared error: `(x − y)²` for each element of prediction x and target y, both `[batch, …]`.
 *
 * - `reduction: 'mean'` gives a scalar, `Σ w (x − y)² / Σ w` over all elements; `'sum'` its numerator; `'none'`
 *   `w (x − y)²` in the shape of the prediction. The mean of no elements is NaN.
 * - `weight` w, one a sample (`[batch]`) or of the shape of further first axes, counts a sample w times. Default 1.
 * - Shapes must be equal: `[batch, 1]` against `[batch]` is an error where PyTorch broadcasts to `[batch, batch]`.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { mse } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor1d([1, 2, 4]), tf.tensor1d([1, 4, 3])];
 * mse({ reduction: 'sum' })(prediction, target); // => 5
 * mse()(prediction, target, tf.tensor1d([1, 1, 0])); // => 2
 * ```
 *
 * @see [torch.nn.MSELoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html) 2.x, with its weights
 */
export const mse = defineComponent({
  kind: 'loss',
  name: 'mse',
  summary: 'Mean squared error.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create:
    ({ reduction }): Loss =>
    (prediction, target, weight) =>
      tf.tidy(() => {
        requireSameShape('mse', prediction, target, OF_CLASSES);
        const squares = tf.square(tf.sub(asFloat(prediction), asFloat(target)));
        if (weight === undefined) return reduce(squares, reduction, () => sizeOf(prediction.shape));
        const aligned = alignWeight('mse', weight, prediction.shape);
        const total = (): tf.Tensor => tf.mul(sumAll(aligned.weight), aligned.repeats);
        return reduce(tf.mul(squares, aligned.weight), reduction, total);
      }),
});
