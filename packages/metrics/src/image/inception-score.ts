import { defineComponent, metricShape, metricView, RandomStreams, type HostMetric } from '@lml/core';
import { z } from 'zod';

import { featuresOf, imageNetwork } from '../shared/features/extractor.js';
import { inceptionScores } from '../shared/features/inception-scores.js';
import { featuresFrom, keptFeatures, someFeatures } from '../shared/features/kept-features.js';
import { pictures, smallNetwork } from '../shared/features/pictures.js';

const shape = {
  /** Makes logits of classes, `[batch, classes]`, of images: a model, or a function. */
  extractor: imageNetwork.describe('Makes logits of classes, `[batch, classes]`, of images: a model, or a function.'),
  /** Into how many parts images are split. Default: `10`. */
  splits: z.int().min(1).default(10).describe('Into how many parts images are split.'),
  /** By which they are shuffled. Default: `0`. */
  seed: z.int().min(0).default(0).describe('By which they are shuffled.'),
};

/** Options of {@link inceptionScore}. */
export interface InceptionScoreOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Inception score (IS) of generated images: $`\exp \mathbb{E}_x \operatorname{KL}(p(y \mid x) \,\Vert\, p(y))`$ for the probabilities of classes
 * that a classifier gives. It lies between 1 and the number of classes, and more is better: each image shows one thing, and all together many.
 *
 * Images are shuffled by `seed` and split into `splits` parts, the last of which may be smaller: the result is a record of the `mean` and the
 * `std` (of n − 1) of their scores. Predictions are images `[batch, height, width, channels]`; there is no target. `extractor` is yours: no
 * weights come with LML. It gets images as they are, outside of steps, and is built if it is a model. Logits are kept. Every image counts
 * once: weights are not used. NaN where nothing was counted, and for the deviation of one part.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for what are no images, or logits that are not
 * `[batch, classes]`; `LML_INVALID_ARGUMENT` for more than 2²⁷ kept logits.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { inceptionScore } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const colours = (images: tf.Tensor) => tf.mean(images, [1, 2]);
 * const state = new MetricState(inceptionScore({ extractor: colours, splits: 1 }));
 * await state.update(tf.tensor4d([60, 0, 0, 60], [2, 1, 1, 2]));
 * state.compute(); // => { mean: 2, std: NaN }
 * ```
 *
 * @see [torchmetrics.image.InceptionScore](https://lightning.ai/docs/torchmetrics/stable/image/inception_score.html) 1.9; Salimans et al. 2016,
 * Improved techniques for training GANs
 */
export const inceptionScore = defineComponent({
  kind: 'metric',
  name: 'inception-score',
  summary: 'How sure a classifier is of each generated image, and how much classes vary (IS).',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [
    { extractor: smallNetwork, splits: 2 },
    { extractor: smallNetwork, splits: 3, seed: 4 },
  ],
  create: ({ extractor, splits, seed, ...options }, { name, traits }): HostMetric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    needs: [],
    updateHost: async ({ prediction }) =>
      keptFeatures('logits', await featuresOf(name, extractor, 'images', prediction)),
    compute({ 'kept/logits': kept }) {
      const logits = featuresFrom(kept);
      const order = new RandomStreams(seed).permutation('order', 0, logits.count);
      return inceptionScores(someFeatures(logits, order), splits);
    },
  }),
  conformance: { batch: { prediction: pictures(6, 3) }, weights: false },
  higherIsBetter: true,
});
