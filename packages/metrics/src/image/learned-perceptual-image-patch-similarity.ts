import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import {
  channelNumbers,
  layerScoresMetric,
  layersShape,
  meanOfMap,
  numbersOfChannels,
} from '../shared/features/layer-scores-metric.js';
import { imagePairsConformance, smallLayers } from '../shared/features/pictures.js';
import { scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** How much each channel of each layer counts, a list of numbers for each layer. Default: all 1. */
  weights: channelNumbers
    .optional()
    .describe('How much each channel of each layer counts, a list of numbers for each layer. Default: all 1.'),
};

/** Options of {@link learnedPerceptualImagePatchSimilarity}. */
export interface LearnedPerceptualImagePatchSimilarityOptions
  extends
    z.input<z.ZodObject<typeof layersShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Learned perceptual image patch similarity (LPIPS) of images `[batch, height, width, channels]`: how far what the layers of a network make of
 * them is apart,
 *
 * ```math
 * \sum_l \frac{1}{H_l W_l} \sum_{h,w} \sum_c w_{lc} \left(\hat{y}_{lhwc} - \hat{x}_{lhwc}\right)^2
 * ```
 *
 * where $`\hat{x} = x / \sqrt{10^{-8} + \sum_c x_c^2}`$ of each place. It is 0 for equal images; less is better.
 *
 * `extractor` is yours: no weights come with LML. It makes a list of feature maps, gets images as they are (of LPIPS as published scaled by
 * itself, from −1 to 1), outside of steps, and is built if it is a model; `weights` are those of the linear layers. Weights of samples,
 * `[batch]`, default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for images of different shapes or what are none, feature maps that
 * are none, or weights that do not fit; `LML_INVALID_ARGUMENT` for other than one weight a channel.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { learnedPerceptualImagePatchSimilarity } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const layers = (images: tf.Tensor4D) => [images, tf.avgPool(images, 2, 2, 'valid')];
 * const state = new MetricState(learnedPerceptualImagePatchSimilarity({ extractor: layers, weights: [[1, 1], [0.5, 0.5]] }));
 * const red = tf.tile(tf.tensor4d([3, 0], [1, 1, 1, 2]), [1, 2, 2, 1]);
 * await state.update(red, tf.reverse(red, -1));
 * state.compute(); // => 3
 * ```
 *
 * @see [torchmetrics.image.lpip.LearnedPerceptualImagePatchSimilarity](https://lightning.ai/docs/torchmetrics/stable/image/learned_perceptual_image_patch_similarity.html)
 * 1.9; Zhang et al. 2018, The unreasonable effectiveness of deep features as a perceptual metric
 */
export const learnedPerceptualImagePatchSimilarity = defineComponent({
  kind: 'metric',
  name: 'learned-perceptual-image-patch-similarity',
  summary: 'How far what the layers of a network make of two images is apart (LPIPS).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...layersShape, ...shape }),
  examples: [{ extractor: smallLayers }, { extractor: smallLayers, weights: [[1, 2, 0], [1, 0.5, 1]], reduction: 'sum' }], // prettier-ignore
  create: ({ extractor, weights, reduction, ...options }, { name, traits }) =>
    layerScoresMetric({
      ...{ name, traits, options, extractor, reduction },
      scores([, ...prediction], [, ...target]) {
        const factors = numbersOfChannels(`weights of ${name}`, weights, prediction);
        return tf.addN(
          prediction.map((map, layer) => {
            const apart = tf.squaredDifference(directions(map), directions(target[layer]!));
            return tf.sum(tf.mul(meanOfMap(apart), factors[layer]!), -1);
          }),
        );
      },
    }),
  conformance: imagePairsConformance,
  higherIsBetter: false,
});

/** The channels of each place, of length 1. */
function directions(map: tf.Tensor): tf.Tensor {
  return tf.div(map, tf.sqrt(tf.add(tf.sum(tf.square(map), -1, true), 1e-8)));
}
