import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layersLoss, layersShape, tfjsConformance, type LayersOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsMeanAbsolutePercentageError}. */
export interface TfjsMeanAbsolutePercentageErrorOptions extends LayersOptions {}

/**
 * Mean absolute percentage error of a LayersModel: the mean along the last axis of $`100 \, |x - y| / \max(|y|, ε)`$, of prediction x and
 * target y, both `[batch, …, width]`, with ε = 1e-7. Differs from `mape` in that `reduction: 'none'` gives a value for each row, and with
 * weights in what the mean divides by.
 *
 * The mean is of the weighted values as in `LayersModel.fit`, $`\sum w v / n`$ with n the number of values v, so that a weight w of 2
 * doubles what a sample adds, and n is the `total` by which batches are put together to an epoch; `'sum'` gives $`\sum w v`$, `'none'` w v,
 * `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no rows, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsMeanAbsolutePercentageError } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.tensor2d([[1, 2], [4, 0]]);
 * tfjsMeanAbsolutePercentageError({ reduction: 'none' })(prediction, tf.tensor2d([[1, 4], [2, 3]])); // => [25, 100]
 * ```
 *
 * @see [tf.metrics.meanAbsolutePercentageError](https://js.tensorflow.org/api/4.22.0/#metrics.meanAbsolutePercentageError) 4.22, whose first
 * argument is the target, called `yTrue`
 */
export const tfjsMeanAbsolutePercentageError = defineComponent({
  kind: 'loss',
  name: 'tfjs/mean-absolute-percentage-error',
  summary: 'Mean absolute percentage error of rows, as meanAbsolutePercentageError of a LayersModel.',
  schema: z.strictObject(layersShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    layersLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.metrics.meanAbsolutePercentageError(target, prediction),
    }),
});
