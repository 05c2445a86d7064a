import { asFloat, defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

/** Embeddings of three samples each: one, one like it, and one unlike it. */
export type TripletEmbeddings = Readonly<Record<'anchor' | 'positive' | 'negative', tf.Tensor>>;

/** How far apart two embeddings `[…, features]` are, `[…]`. */
export type EmbeddingDistance = (one: tf.Tensor, other: tf.Tensor) => tf.Tensor;

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
  /** Another distance of two tensors of embeddings, in code; p and eps do not count then. */
  distance: z
    .custom<EmbeddingDistance>((value) => typeof value === 'function', 'must be a function of two tensors')
    .optional()
    .describe('Another distance of two tensors of embeddings, in code; p and eps do not count then.'),
};

/** Options of {@link tripletMargin}. */
export interface TripletMarginOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Triplet margin: of embeddings `{ anchor, positive, negative }`, each `[batch, …, features]`, the value of a triplet is
 * $`\max(0, d(a, p) - d(a, n) + m)`$ with the margin m. There is no target. The distance is
 * $`\| x - y + ε \|_p`$, or `distance`.
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
 * tripletMargin({ distance: (x, y) => tf.sum(tf.abs(tf.sub(x, y)), -1) })(embeddings); // => 5
 * ```
 *
 * @see Balntas et al. 2016, Learning local feature descriptors with triplets and shallow convolutional neural networks;
 * [torch.nn.TripletMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.TripletMarginLoss.html) and
 * TripletMarginWithDistanceLoss 2.x
 */
export const tripletMargin = defineComponent({
  kind: 'loss',
  name: 'triplet-margin',
  summary: 'How far an unlike sample fails to be farther away than a like one.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.5, swap: true }, { p: 1 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: { anchor: { shape: [4, 3] }, positive: { shape: [4, 3] }, negative: { shape: [4, 3] } },
    target: null,
  },
  create: ({ margin, p, eps, swap, distance: given, reduction }, { name }) => {
    const distance: EmbeddingDistance = given ?? ((x, y) => norm(tf.add(tf.sub(x, y), eps), p));
    const parts = (embeddings: TripletEmbeddings) => partsOf(name, embeddings, ['anchor', 'positive', 'negative'], 2);
    return treeLoss<TripletEmbeddings, undefined>({
      name,
      reduction,
      shape: (embeddings) => parts(embeddings).anchor.shape.slice(0, -1),
      values(embeddings) {
        const [anchor, positive, negative] = Object.values(parts(embeddings)).map(asFloat) as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        const far = distance(anchor, negative);
        const apart = swap ? tf.minimum(far, distance(positive, negative)) : far;
        return tf.relu(tf.add(tf.sub(distance(anchor, positive), apart), margin));
      },
    });
  },
});

/** The p-norm along the last axis. */
function norm(difference: tf.Tensor, p: number): tf.Tensor {
  const sizes = tf.abs(difference);
  if (p === 1) return tf.sum(sizes, -1);
  if (p === 2) return tf.sqrt(tf.sum(tf.square(sizes), -1));
  return tf.pow(tf.sum(tf.pow(sizes, p), -1), 1 / p);
}
