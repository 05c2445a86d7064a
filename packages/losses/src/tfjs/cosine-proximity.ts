import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layersLoss, layersShape, tfjsConformance, type LayersOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsCosineProximity}. */
export interface TfjsCosineProximityOptions extends LayersOptions {}

/**
 * Cosine proximity of a LayersModel: minus the cosine of each row of prediction and target, both `[batch, …, width]`. Squared lengths are at
 * least 1e-7, so that rows of zeros have the value 0 and a finite gradient. Differs from `cosine-similarity` in that bound, and with weights
 * in what its mean divides by.
 *
 * The mean is of the weighted values as in `LayersModel.fit`, $`\sum w v / n`$ with n the number of values v, so that a weight w of 2
 * doubles what a sample adds, and n is the `total` by which batches are put together to an epoch; `'sum'` gives $`\sum w v`$, `'none'` w v,
 * `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no rows, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsCosineProximity } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * tfjsCosineProximity({ reduction: 'none' })(tf.tensor2d([[3, 4], [0, 0]]), tf.tensor2d([[1, 0], [1, 0]])); // => [-0.6, 0]
 * ```
 *
 * @see [tf.metrics.cosineProximity](https://js.tensorflow.org/api/4.22.0/#metrics.cosineProximity) 4.22, whose first argument is the target,
 * called `yTrue`
 */
export const tfjsCosineProximity = defineComponent({
  kind: 'loss',
  name: 'tfjs/cosine-proximity',
  summary: 'Minus the cosine of rows, as cosineProximity of a LayersModel.',
  schema: z.strictObject(layersShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tfjsConformance,
  create: ({ reduction }, { name }) =>
    layersLoss({
      name,
      reduction,
      values: ({ prediction, target }) => tf.metrics.cosineProximity(target, prediction),
    }),
});
