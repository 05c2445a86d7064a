import { defineComponent, l2Normalise, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tripletConformance, tripletLoss, type EmbeddingDistance } from '../shared/triplet-loss.js';

const DISTANCES = {
  euclidean: (x, y) => tf.sqrt(tf.sum(tf.square(tf.add(tf.sub(x, y), 1e-6)), -1)),
  'squared-euclidean': (x, y) => tf.sum(tf.square(tf.sub(x, y)), -1),
  manhattan: (x, y) => tf.sum(tf.abs(tf.sub(x, y)), -1),
  chebyshev: (x, y) => tf.max(tf.abs(tf.sub(x, y)), -1),
  cosine: (x, y) => tf.sub(1, tf.sum(tf.mul(l2Normalise(x), l2Normalise(y)), -1)),
} as const satisfies Record<string, EmbeddingDistance>;

type DistanceName = keyof typeof DISTANCES;

const shape = {
  /**
   * The distance of two embeddings, by name, or in code a function of two tensors […, features]. Default: `'euclidean'`.
   */
  distance: z
    .union([
      z.enum(Object.keys(DISTANCES) as [DistanceName, ...DistanceName[]]),
      z.custom<EmbeddingDistance>((value) => typeof value === 'function', 'must be a function of two tensors'),
    ])
    .default('euclidean')
    .describe('The distance of two embeddings, by name, or in code a function of two tensors […, features].'),
  /** By how much the negative is to be farther away than the positive. Default: `1`. */
  margin: z.number().gt(0).default(1).describe('By how much the negative is to be farther away than the positive.'),
  /** Whether the positive's distance to the negative counts where it is the smaller one. Default: `false`. */
  swap: z
    .boolean()
    .default(false)
    .describe("Whether the positive's distance to the negative counts where it is the smaller one."),
};

/** Options of {@link tripletMarginWithDistance}. */
export interface TripletMarginWithDistanceOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Triplet margin by any distance d: of embeddings `{ anchor, positive, negative }`, each `[batch, …, features]`, the value of a triplet is
 * $`\max(0, d(a, p) - d(a, n) + m)`$ with the margin m. There is no target. `'euclidean'` adds 1e-6 to differences, so that equal
 * embeddings have a gradient; `'cosine'` is one less the cosine; {@link tripletMargin} has other norms.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for a prediction without the three; `LML_SHAPE_MISMATCH` where they differ in shape, or weights do not
 * fit.
 *
 * @example
 * ```ts
 * import { tripletMarginWithDistance } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = { anchor: tf.tensor2d([[0, 0]]), positive: tf.tensor2d([[3, 4]]), negative: tf.tensor2d([[0, 3]]) };
 * tripletMarginWithDistance({ distance: 'manhattan' })(embeddings); // => 7 - 3 + 1
 * tripletMarginWithDistance({ distance: (x, y) => tf.max(tf.abs(tf.sub(x, y)), -1) })(embeddings); // => 4 - 3 + 1
 * ```
 *
 * @see [torch.nn.TripletMarginWithDistanceLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginWithDistanceLoss.html) 2.x
 */
export const tripletMarginWithDistance = defineComponent({
  kind: 'loss',
  name: 'triplet-margin-with-distance',
  summary: 'How far an unlike sample fails to be farther away than a like one, by any distance.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    {},
    { distance: 'squared-euclidean', margin: 0.5, swap: true },
    { distance: 'manhattan', reduction: 'sum' },
    { distance: 'cosine', reduction: 'none' },
  ],
  conformance: tripletConformance,
  create: ({ distance, ...options }, { name }) =>
    tripletLoss({ name, ...options, distance: typeof distance === 'function' ? distance : DISTANCES[distance] }),
});
