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
  /** How much textures count, a number for each channel of the images and of each layer. Default: all 1. */
  alpha: channelNumbers
    .optional()
    .describe('How much textures count, a number for each channel of the images and of each layer. Default: all 1.'),
  /** How much structures count, likewise. Default: all 1. */
  beta: channelNumbers.optional().describe('How much structures count, likewise. Default: all 1.'),
};

/** Options of {@link deepImageStructureAndTextureSimilarity}. */
export interface DeepImageStructureAndTextureSimilarityOptions
  extends
    z.input<z.ZodObject<typeof layersShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** Keeps quotients of small numbers apart from 0 / 0. */
const SMALL = 1e-6;

/**
 * Deep image structure and texture similarity (DISTS) of images `[batch, height, width, channels]`: what is missing to
 *
 * ```math
 * 1 = \sum_{c} α_c \frac{2 μ_x μ_y + ε}{μ_x^2 + μ_y^2 + ε} + β_c \frac{2 σ_{xy} + ε}{σ_x^2 + σ_y^2 + ε}
 * ```
 *
 * for the means, variances and covariances of each channel c of the images and of each layer of a network, with ε = 10⁻⁶ and weights α and β that
 * are divided by their sum. It is 0 for equal images; less is better.
 *
 * `extractor` is yours: no weights come with LML. It makes a list of feature maps without the images, which stand before them; gets images
 * as they are, outside of steps, and is built if it is a model. Weights of samples, `[batch]`, default 1; `reduction: 'none'` does not use them.
 * NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for images of different shapes or what are none, feature maps that
 * are none, or weights that do not fit; `LML_INVALID_ARGUMENT` for other than one number of `alpha` or `beta` a channel.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { deepImageStructureAndTextureSimilarity } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const layers = (images: tf.Tensor4D) => [tf.square(images)];
 * const state = new MetricState(deepImageStructureAndTextureSimilarity({ extractor: layers, alpha: [[1], [1]], beta: [[1], [1]] }));
 * const image = tf.tensor4d([-1, 1, 1, -1], [1, 2, 2, 1]);
 * await state.update(image, tf.neg(image));
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.image.dists.DeepImageStructureAndTextureSimilarity](https://lightning.ai/docs/torchmetrics/stable/image/dists.html) 1.9;
 * Ding et al. 2020, Image quality assessment: unifying structure and texture similarity
 */
export const deepImageStructureAndTextureSimilarity = defineComponent({
  kind: 'metric',
  name: 'deep-image-structure-and-texture-similarity',
  summary: 'How far images are apart in the textures and the structures that a network sees (DISTS).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...layersShape, ...shape }),
  examples: [
    { extractor: smallLayers },
    { extractor: smallLayers, alpha: [[1, 2], [1, 1, 0], [1, 2, 3]], beta: [[0, 1], [1, 1, 1], [2, 0, 1]], reduction: 'none' }, // prettier-ignore
  ],
  create: ({ extractor, alpha, beta, reduction, ...options }, { name, traits }) =>
    layerScoresMetric({
      ...{ name, traits, options, extractor, reduction },
      scores(prediction, target) {
        const textures = numbersOfChannels(`alpha of ${name}`, alpha, prediction);
        const structures = numbersOfChannels(`beta of ${name}`, beta, prediction);
        const sum = tf.addN([...textures, ...structures].map((numbers) => tf.sum(numbers)));
        const alike = prediction.map((map, layer) => {
          const { texture, structure } = likenessOf(map, target[layer]!);
          const weighted = tf.add(tf.mul(texture, textures[layer]!), tf.mul(structure, structures[layer]!));
          return tf.sum(weighted, -1);
        });
        return tf.sub(1, tf.div(tf.addN(alike), sum));
      },
    }),
  conformance: ({ reduction }: DeepImageStructureAndTextureSimilarityOptions) => ({
    ...imagePairsConformance,
    weights: reduction !== 'none',
  }),
  higherIsBetter: false,
});

/** How alike the means and the courses of each channel are, `[batch, channels]`. */
function likenessOf(x: tf.Tensor, y: tf.Tensor): { texture: tf.Tensor; structure: tf.Tensor } {
  const [means, others] = [meanOfMap(x), meanOfMap(y)];
  const centred = (map: tf.Tensor, mean: tf.Tensor): tf.Tensor => tf.sub(map, tf.expandDims(tf.expandDims(mean, 1), 1));
  const [one, other] = [centred(x, means), centred(y, others)];
  const quotient = (both: tf.Tensor, each: tf.Tensor): tf.Tensor =>
    tf.div(tf.add(tf.mul(2, both), SMALL), tf.add(each, SMALL));
  return {
    texture: quotient(tf.mul(means, others), tf.add(tf.square(means), tf.square(others))),
    structure: quotient(meanOfMap(tf.mul(one, other)), tf.add(meanOfMap(tf.square(one)), meanOfMap(tf.square(other)))),
  };
}
