import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** How far apart unlike pairs are to be. Default: `1`. */
  margin: z.number().default(1).describe('How far apart unlike pairs are to be.'),
};

/** Options of {@link hingeEmbedding}. */
export interface HingeEmbeddingOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Hinge embedding: of a distance x and a target y, both `[batch, …]`, x where y = 1 and $`\max(0, m - x)`$ where y = −1. As in PyTorch, any
 * other target gives the sum of the two.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { hingeEmbedding } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * hingeEmbedding({ reduction: 'none' })(tf.tensor1d([0.25, 0.25, 2]), tf.tensor1d([1, -1, -1])); // => [0.25, 0.75, 0]
 * ```
 *
 * @see [torch.nn.HingeEmbeddingLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.HingeEmbeddingLoss.html) 2.x, with its weights
 */
export const hingeEmbedding = defineComponent({
  kind: 'loss',
  name: 'hinge-embedding',
  summary: 'Distances of like pairs, and how far those of unlike pairs fall short of a margin.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.5 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ margin, reduction }, { name }) =>
    elementwiseLoss({
      name,
      reduction,
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: (elements) => ofPairs(elements, margin),
    }),
});

function ofPairs({ prediction, target }: Elements, margin: number): tf.Tensor {
  const none = tf.zerosLike(prediction);
  const like = tf.where(tf.equal(target, -1), none, prediction);
  const unlike = tf.where(tf.equal(target, 1), none, tf.relu(tf.sub(margin, prediction)));
  return tf.add(like, unlike);
}
