import {
  defineComponent,
  InvalidArgumentError,
  metricShape,
  metricView,
  RandomStreams,
  type HostMetric,
} from '@lml/core';
import { z } from 'zod';

import { extractorShape, featuresOf } from '../shared/features/extractor.js';
import { kernelDistance, meanAndStd } from '../shared/features/kernel-distance.js';
import { featuresFrom, keptFeatures, someFeatures } from '../shared/features/kept-features.js';
import { imageSetsConformance, smallNetwork } from '../shared/features/pictures.js';

const shape = {
  /** How many subsets are compared. Default: `100`. */
  subsets: z.int().min(1).default(100).describe('How many subsets are compared.'),
  /** How many images of each side a subset has. Default: `1000`. */
  subsetSize: z.int().min(2).default(1000).describe('How many images of each side a subset has.'),
  /** The degree of the kernel. Default: `3`. */
  degree: z.int().min(1).default(3).describe('The degree of the kernel.'),
  /** What products are multiplied by. Default: one over the number of features. */
  gamma: z
    .number()
    .positive()
    .optional()
    .describe('What products are multiplied by. Default: one over the number of features.'),
  /** What is added to them. Default: `1`. */
  coef: z.number().min(0).default(1).describe('What is added to them.'),
  /** By which the subsets are drawn. Default: `0`. */
  seed: z.int().min(0).default(0).describe('By which the subsets are drawn.'),
};

/** Options of {@link kernelInceptionDistance}. */
export interface KernelInceptionDistanceOptions
  extends
    z.input<z.ZodObject<typeof extractorShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Kernel inception distance (KID): the squared maximum mean discrepancy of the features of generated and of real images, without bias, for the
 * kernel $`k(a, b) = (γ a \cdot b + c)^d`$:
 *
 * ```math
 * \frac{1}{m(m-1)} \sum_{i \ne j} \left(k(f_i, f_j) + k(r_i, r_j)\right) - \frac{2}{m^2} \sum_{i,j} k(f_i, r_j)
 * ```
 *
 * over `subsets` of m = `subsetSize` images of each side, drawn by `seed`: a record of their `mean` and `std` (of n). About 0 where they are
 * alike, also a little below; less is better. Other than FID it does not depend on how many images there are.
 *
 * Predictions are generated images, targets real ones, `[batch, height, width, channels]`; by hand either may be more than the other, or `[]`.
 * `extractor` is yours: no weights come with LML. It gets images as they are, outside of steps, and is built if it is a model. Features are kept;
 * each subset takes 2m² products of features, some seconds for m = 1000 and 2048 features. Every image counts once: weights are not used. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` without an extractor; `LML_SHAPE_MISMATCH` for what are no images, or features that are not
 * `[batch, features]`; `LML_INVALID_ARGUMENT` for more than 2²⁷ kept features of a side, and from `compute` for fewer images than a subset has.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { kernelInceptionDistance } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const colours = (images: tf.Tensor) => tf.mean(images, [1, 2]);
 * const state = new MetricState(kernelInceptionDistance({ extractor: colours, subsets: 2, subsetSize: 2, degree: 1 }));
 * await state.update(tf.tensor4d([0, 2], [2, 1, 1, 1]), tf.tensor4d([1, 3], [2, 1, 1, 1]));
 * state.compute(); // => { mean: -1, std: 0 }
 * ```
 *
 * @see [torchmetrics.image.KernelInceptionDistance](https://lightning.ai/docs/torchmetrics/stable/image/kernel_inception_distance.html) 1.9;
 * Bińkowski et al. 2018, Demystifying MMD GANs
 */
export const kernelInceptionDistance = defineComponent({
  kind: 'metric',
  name: 'kernel-inception-distance',
  summary: 'How far the features of generated images are from those of real ones, by a polynomial kernel (KID).',
  schema: z.strictObject({ ...metricShape, ...extractorShape, ...shape }),
  examples: [
    { extractor: smallNetwork, subsets: 3, subsetSize: 3 },
    { extractor: smallNetwork, subsets: 1, subsetSize: 6, degree: 2, gamma: 0.5, coef: 0 },
  ],
  create: (
    { extractor, subsets, subsetSize, degree, gamma, coef, seed, ...options },
    { name, traits },
  ): HostMetric => ({
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
      if (fake.count === 0 && real.count === 0) return { mean: NaN, std: NaN };
      const least = Math.min(fake.count, real.count);
      if (least < subsetSize) {
        const received = `${fake.count} generated and ${real.count} real ones`;
        const remedy = `Give subsetSize: ${Math.max(2, least)} or less.`;
        throw new InvalidArgumentError(
          `The images of ${name}`,
          `at least ${subsetSize} of each side`,
          received,
          remedy,
        );
      }
      const random = new RandomStreams(seed);
      const kernel = { degree, gamma: gamma ?? 1 / fake.width, coef };
      const distances = Array.from({ length: subsets }, (_, subset) => {
        const [some, others] = [[fake, 'fake'] as const, [real, 'real'] as const].map(([side, stream]) =>
          someFeatures(side, random.permutation(stream, subset, side.count).subarray(0, subsetSize)),
        );
        return kernelDistance(some!, others!, kernel);
      });
      return meanAndStd(distances, 0);
    },
  }),
  conformance: imageSetsConformance,
  higherIsBetter: false,
});
