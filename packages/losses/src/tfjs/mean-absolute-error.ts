import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layersLoss, layersShape, tfjsConformance, type LayersOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsMeanAbsoluteError}. */
export interface TfjsMeanAbsoluteErrorOptions extends LayersOptions {}

/**
 * Mean absolute error of a LayersModel: the mean along the last axis of $`|x - y|`$, of prediction x and target y, both `[batch, …, width]`.
 * Differs from `l1` in that `reduction: 'none'` gives a value for each row, and with weights in what the mean divides by.
 *
 * The mean is of the weighted values as in `LayersModel.fit`, $`\sum w v / n`$ with n the number of values v, so that a weight w of 2
 * doubles what a sample adds, and n is the `total` by which batches are put together to an epoch; `'sum'` gives $`\sum w v`$, `'none'` w v,
 * `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no rows, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsMeanAbsoluteError } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [prediction, target] = [tf.tensor2d([[1, 2], [4, 0]]), tf.tensor2d([[1, 4], [3, 3]])];
 * tfjsMeanAbsoluteError({ reduction: 'none' })(prediction, target); // => [1, 2]
 * tfjsMeanAbsoluteError()(prediction, target, tf.tensor1d([2, 1])); // => (2 * 1 + 2) / 2
 * ```
 *
 * @see [tf.metrics.meanAbsoluteError](https://js.tensorflow.org/api/4.22.0/#metrics.meanAbsoluteError) 4.22, whose first argument is the
 * target, called `yTrue`
 */
export const tfjsMeanAbsoluteError = defineComponent({
  kind: 'loss',
  name: 'tfjs/mean-absolute-error',
  summary: 'Mean absolute error of rows, as meanAbsoluteError of a LayersModel.',
  schema: z.strictObject(layersShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    layersLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.metrics.meanAbsoluteError(target, prediction),
    }),
});
