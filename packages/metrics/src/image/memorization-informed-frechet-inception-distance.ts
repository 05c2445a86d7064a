import { defineComponent, metricShape, metricView, type HostMetric } from '@lml/core';
import { z } from 'zod';

import { extractorShape, featuresOf, type Features } from '../shared/features/extractor.js';
import { frechetDistance, gaussianOf } from '../shared/features/gaussian.js';
import { featuresFrom, keptFeatures } from '../shared/features/kept-features.js';
import { imageSetsConformance, smallNetwork } from '../shared/features/pictures.js';

const shape = {
  /** From which mean distance on nothing counts as memorised. Default: `0.1`. */
  cosineDistanceEps: z
    .number()
    .gt(0)
    .max(1)
    .default(0.1)
    .describe('From which mean distance on nothing counts as memorised.'),
};

/** Options of {@link memorizationInformedFrechetInceptionDistance}. */
export interface MemorizationInformedFrechetInceptionDistanceOptions
  extends
    z.input<z.ZodObject<typeof extractorShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Memorization-informed Fréchet inception distance (MiFID): the {@link frechetInceptionDistance} over how far generated images are from the
 * real ones that are nearest,
 *
 * ```math
 * \frac{\mathrm{FID}}{m}, \quad m = \frac{1}{N} \sum_i \min_j \left(1 - \lvert \cos(f_i, r_j) \rvert\right)
 * ```
 *
 * for the features f of generated and r of real images; m is 1 where it is `cosineDistanceEps` or more, so that only what copies the real
 * images is worse than its FID. From 0 (a FID of at most 10⁻⁸); less is better.
 *
 * Predictions are generated images, targets real ones, `[batch, height, width, channels]`, as for the other. Features are kept, and all are
 * compared with all: N times N products for each feature. Images whose features are all 0 have no direction, and do not count in m. Every image
 * counts once: weights are not used. NaN where either side has fewer than two images.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for what are no images, or features that are not
 * `[batch, features]`; `LML_INVALID_ARGUMENT` for more than 2²⁷ kept features of a side.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { memorizationInformedFrechetInceptionDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const colours = (images: tf.Tensor) => tf.mean(images, [1, 2]);
 * const state = new MetricState(memorizationInformedFrechetInceptionDistance({ extractor: colours }));
 * await state.update(tf.tensor4d([1, 0, 0, 1], [2, 1, 1, 2]), tf.tensor4d([1, 1, 3, 3], [2, 1, 1, 2]));
 * state.compute(); // => 9.5
 * ```
 *
 * @see [torchmetrics.image.MemorizationInformedFrechetInceptionDistance](https://lightning.ai/docs/torchmetrics/stable/image/mifid.html) 1.9,
 * which looks for the generated image next to each real one; Bai et al. 2021, On training sample memorization
 */
export const memorizationInformedFrechetInceptionDistance = defineComponent({
  kind: 'metric',
  name: 'memorization-informed-frechet-inception-distance',
  summary: 'The Fréchet inception distance, worse where generated images are copies of real ones (MiFID).',
  schema: z.strictObject({ ...metricShape, ...extractorShape, ...shape }),
  examples: [{ extractor: smallNetwork }, { extractor: smallNetwork, cosineDistanceEps: 0.001 }],
  create: ({ extractor, cosineDistanceEps, ...options }, { name, traits }): HostMetric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    keepAdvice: 'Judge fewer images, or by frechet-inception-distance.',
    updateHost: async ({ prediction, target }) => ({
      ...keptFeatures('fake', await featuresOf(name, extractor, 'generated images', prediction)),
      ...keptFeatures('real', await featuresOf(name, extractor, 'real images', target)),
    }),
    compute({ 'kept/fake': keptFake, 'kept/real': keptReal }) {
      const [fake, real] = [featuresFrom(keptFake), featuresFrom(keptReal)];
      const distance = frechetDistance(gaussianOf(fake), gaussianOf(real));
      if (Number.isNaN(distance)) return NaN;
      if (distance <= 1e-8) return 0;
      const apart = nearestDistance(fake, real);
      return distance / ((apart < cosineDistanceEps ? apart : 1) + 1e-14);
    },
  }),
  conformance: imageSetsConformance,
  higherIsBetter: false,
});

/** How far, by the cosine of either sign, generated features are from the nearest real ones, on average. */
function nearestDistance(fake: Features, real: Features): number {
  const [from, to] = [directionsOf(fake), directionsOf(real)];
  if (from.length === 0 || to.length === 0) return 1;
  const nearest = from.map((one) =>
    to.reduce((least, other) => {
      let cosine = 0;
      for (let at = 0; at < one.length; at++) cosine += one[at]! * other[at]!;
      return Math.min(least, 1 - Math.abs(cosine));
    }, 1),
  );
  return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length;
}

/** Features as vectors of length 1, without those that have no length. */
function directionsOf({ count, width, data }: Features): Float64Array[] {
  return Array.from({ length: count }, (_, row) => {
    const vector = Float64Array.from(data.subarray(row * width, (row + 1) * width));
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
    return vector.map((value) => value / length);
  }).filter((vector) => Number.isFinite(vector[0]!));
}
