import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { tripletConformance, tripletLoss } from '../shared/triplet-loss.js';

const shape = {
  /** By how much the negative is to be farther away than the positive. Default: `1`. */
  margin: z.number().gt(0).default(1).describe('By how much the negative is to be farther away than the positive.'),
  /** The norm that distances are measured by, from 1. Default: `2`. */
  p: z.number().min(1).default(2).describe('The norm that distances are measured by, from 1.'),
  /** What is added to differences, so that equal embeddings have a gradient. Default: `1e-6`. */
  eps: z
    .number()
    .min(0)
    .default(1e-6)
    .describe('What is added to differences, so that equal embeddings have a gradient.'),
  /** Whether the positive's distance to the negative counts where it is the smaller one. Default: `false`. */
  swap: z
    .boolean()
    .default(false)
    .describe("Whether the positive's distance to the negative counts where it is the smaller one."),
};

/** Options of {@link tripletMargin}. */
export interface TripletMarginOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Triplet margin: of embeddings `{ anchor, positive, negative }`, each `[batch, …, features]`, the value of a triplet is
 * $`\max(0, d(a, p) - d(a, n) + m)`$ with the margin m. There is no target. The distance is
 * $`\| x - y + ε \|_p`$; {@link tripletMarginWithDistance} has others.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for a prediction without the three; `LML_SHAPE_MISMATCH` where they differ in shape, or weights do not
 * fit.
 *
 * @example
 * ```ts
 * import { tripletMargin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const embeddings = { anchor: tf.tensor2d([[0, 0]]), positive: tf.tensor2d([[3, 4]]), negative: tf.tensor2d([[0, 3]]) };
 * tripletMargin()(embeddings); // => 3
 * tripletMargin({ p: 1 })(embeddings); // => 5
 * ```
 *
 * @see Balntas et al. 2016, Learning local feature descriptors with triplets and shallow convolutional neural networks;
 * [torch.nn.TripletMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html) 2.x
 */
export const tripletMargin = defineComponent({
  kind: 'loss',
  name: 'triplet-margin',
  summary: 'How far an unlike sample fails to be farther away than a like one.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.5, swap: true }, { p: 1 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: tripletConformance,
  create: ({ p, eps, ...options }, { name }) =>
    tripletLoss({ name, ...options, distance: (x, y) => norm(tf.add(tf.sub(x, y), eps), p) }),
});

/** The p-norm along the last axis. */
function norm(difference: tf.Tensor, p: number): tf.Tensor {
  const sizes = tf.abs(difference);
  if (p === 1) return tf.sum(sizes, -1);
  if (p === 2) return tf.sqrt(tf.sum(tf.square(sizes), -1));
  return tf.pow(tf.sum(tf.pow(sizes, p), -1), 1 / p);
}
