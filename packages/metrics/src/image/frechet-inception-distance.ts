import { defineComponent, metricShape, metricView, type HostMetric } from '@lml/core';
import { z } from 'zod';

import { extractorShape, featuresOf } from '../shared/features/extractor.js';
import {
  frechetDistance,
  gaussianFrom,
  gaussianOf,
  gaussianValues,
  mergeGaussians,
} from '../shared/features/gaussian.js';
import { imageSetsConformance, smallNetwork } from '../shared/features/pictures.js';

/** Options of {@link frechetInceptionDistance}. */
export interface FrechetInceptionDistanceOptions
  extends z.input<z.ZodObject<typeof extractorShape>>, z.input<z.ZodObject<typeof metricShape>> {}

const SIDES = ['fake', 'real'] as const;

/**
 * Fréchet inception distance (FID): how far the features of generated images are from those of real ones, where both are taken for normal
 * distributions,
 *
 * ```math
 * \lVert μ_f - μ_r \rVert^2 + \operatorname{tr}\left(Σ_f + Σ_r - 2 (Σ_f Σ_r)^{1/2}\right)
 * ```
 *
 * with the means μ and covariances Σ (of n − 1) of the features. It is 0 where they are alike; less is better.
 *
 * Predictions are generated images, targets real ones, `[batch, height, width, channels]`; which of them belong together does not matter, and by
 * hand either may be more than the other, or `[]`. `extractor` is yours: no weights come with LML, and values compare only where the network, the
 * size and the scaling of images are the same (FID in papers: 2048 features of Inception v3, at least 10,000 images). It gets images as they
 * are, outside of steps, and is built if it is a model. Means and covariances are gathered in float64, so that parts merge; n features take
 * 2n² numbers, and the result some 5n³ operations: about a minute for 2048. Every image counts once: weights are not used. NaN where either
 * side has fewer than two images.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for what are no images, or features that are not
 * `[batch, features]`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { frechetInceptionDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const colours = (images: tf.Tensor) => tf.mean(images, [1, 2]);
 * const state = new MetricState(frechetInceptionDistance({ extractor: colours }));
 * await state.update(tf.tensor4d([0, 2], [2, 1, 1, 1]), tf.tensor4d([1, 3, 1, 3], [4, 1, 1, 1]));
 * state.compute(); // => 1 + (Math.sqrt(2) - Math.sqrt(4 / 3)) ** 2
 * ```
 *
 * @see [torchmetrics.image.FrechetInceptionDistance](https://lightning.ai/docs/torchmetrics/stable/image/frechet_inception_distance.html) 1.9,
 * whose `update` says `real`; Heusel et al. 2017, GANs trained by a two time-scale update rule converge to a local Nash equilibrium
 */
export const frechetInceptionDistance = defineComponent({
  kind: 'metric',
  name: 'frechet-inception-distance',
  summary: 'How far the features of generated images are from those of real ones, as normal distributions (FID).',
  schema: z.strictObject({ ...metricShape, ...extractorShape }),
  examples: [{ extractor: smallNetwork }],
  create: ({ extractor, ...options }, { name, traits }): HostMetric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    async updateHost({ prediction, target }) {
      const fake = await featuresOf(name, extractor, 'generated images', prediction);
      const real = await featuresOf(name, extractor, 'real images', target);
      return {
        ...(fake !== undefined && gaussianValues('fake', gaussianOf(fake))),
        ...(real !== undefined && gaussianValues('real', gaussianOf(real))),
      };
    },
    merge(a, b) {
      const sides = SIDES.map((side) => {
        const [one, other] = [gaussianFrom(side, a), gaussianFrom(side, b)];
        const both = one !== undefined && other !== undefined ? mergeGaussians(one, other) : (one ?? other);
        return both === undefined ? {} : gaussianValues(side, both);
      });
      return Object.assign({}, ...sides);
    },
    compute: (state) => frechetDistance(gaussianFrom('fake', state), gaussianFrom('real', state)),
  }),
  conformance: imageSetsConformance,
  higherIsBetter: false,
});
