import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { binaryEntropy } from '../shared/binary-entropy.js';
import { layersLoss, layersShape, tfjsConformance, type LayersOptions } from '../shared/tfjs-loss.js';

/** Options of {@link tfjsBinaryCrossentropy}. */
export interface TfjsBinaryCrossentropyOptions extends LayersOptions {}

/**
 * Binary cross-entropy of a LayersModel: the mean along the last axis of $`-y \ln x - (1 - y) \ln(1 - x)`$, of probabilities x and targets y
 * from 0 to 1, both `[batch, …, width]`. x is clipped to 1e-7 from 0 and 1, beyond which the gradient is 0, so that what is quite wrong is
 * not learnt; `bce` limits the logarithm to −100 instead.
 *
 * The mean is of the weighted values as in `LayersModel.fit`, $`\sum w v / n`$ with n the number of values v, so that a weight w of 2
 * doubles what a sample adds, and n is the `total` by which batches are put together to an epoch; `'sum'` gives $`\sum w v`$, `'none'` w v,
 * `[batch, …]`. Weights are one a sample (`[batch]`) or of further first axes, default 1.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no rows, or weights do not fit.
 *
 * @example
 * ```ts
 * import { tfjsBinaryCrossentropy } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const prediction = tf.tensor2d([[0.5, 0.25]]);
 * tfjsBinaryCrossentropy()(prediction, tf.tensor2d([[1, 0]])); // => (Math.log(2) + Math.log(4 / 3)) / 2
 * ```
 *
 * @see [tf.metrics.binaryCrossentropy](https://js.tensorflow.org/api/4.22.0/#metrics.binaryCrossentropy) 4.22, whose first argument is the
 * target, called `yTrue`
 */
export const tfjsBinaryCrossentropy = defineComponent({
  kind: 'loss',
  name: 'tfjs/binary-crossentropy',
  summary: 'Binary cross-entropy of probabilities, as binaryCrossentropy of a LayersModel.',
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
      // The value of tf.metrics.binaryCrossentropy, by an expression whose slope at 1/2 does not depend on those of |x| and relu at 0.
      values: ({ prediction, target }) => {
        const p = tf.clipByValue(prediction, 1e-7, 1 - 1e-7);
        const logits = tf.log(tf.div(p, tf.sub(1, p)));
        return tf.mean(binaryEntropy({ prediction: logits, target }), -1);
      },
    }),
});
