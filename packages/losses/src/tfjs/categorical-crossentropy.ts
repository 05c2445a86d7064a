import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { layersLoss, layersShape, tfjsConformance, type LayersOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsCategoricalCrossentropy}. */
export interface TfjsCategoricalCrossentropyOptions extends LayersOptions {}

/**
 * Categorical cross-entropy of a LayersModel: $`-\sum_c q_c \ln p_c`$ for each row of probabilities p and target q, one-hot or
 * probabilities, both `[batch, …, classes]`. Rows of p are divided by their sum and clipped to 1e-7 from 0 and 1, beyond which the gradient
 * is 0; of a row that sums to 0 the loss is NaN. `cross-entropy` takes logits, which are better: nothing is clipped.
 *
 * The mean is of the weighted values as in `LayersModel.fit`, $`\sum w v / n`$ with n the number of values v, so that a weight w of 2
 * doubles what a sample adds, and n is the `total` by which batches are put together to an epoch; `'sum'` gives $`\sum w v`$, `'none'` w v,
 * `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no rows, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsCategoricalCrossentropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.tensor2d([[1, 3], [1, 0]]);
 * tfjsCategoricalCrossentropy({ reduction: 'none' })(prediction, tf.tensor2d([[1, 0], [0, 1]])); // => [Math.log(4), -Math.log(1e-7)]
 * ```
 *
 * @see [tf.metrics.categoricalCrossentropy](https://js.tensorflow.org/api/4.22.0/#metrics.categoricalCrossentropy) 4.22, whose first
 * argument is the target, called `yTrue`
 */
export const tfjsCategoricalCrossentropy = defineComponent({
  kind: 'loss',
  name: 'tfjs/categorical-crossentropy',
  summary: 'Cross-entropy of probabilities for one-hot targets, as categoricalCrossentropy of a LayersModel.',
  schema: z.strictObject(layersShape),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: (options: Readonly<Record<string, unknown>>) =>
    tfjsConformance(options, {
      prediction: { shape: [4, 3], low: 0.05, high: 0.95 },
      target: { shape: [4, 3], low: 0.05, high: 0.95 },
    }),
  create: ({ reduction }, { name }) =>
    layersLoss({
      name,
      reduction,
      scores: 'probabilities',
      values: ({ prediction, target }) => tf.metrics.categoricalCrossentropy(target, prediction),
    }),
});
