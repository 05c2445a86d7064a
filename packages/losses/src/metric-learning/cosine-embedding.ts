import {
  asFloat,
  defineComponent,
  reductionShape,
  requireTensor,
  sameShape,
  ShapeMismatchError,
  showShape,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { partsOf, treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** The cosine that unlike pairs may have for nothing, from −1 to 1. Default: `0`. */
  margin: z
    .number()
    .min(-1)
    .max(1)
    .default(0)
    .describe('The cosine that unlike pairs may have for nothing, from −1 to 1.'),
};

/** Options of {@link cosineEmbedding}. */
export interface CosineEmbeddingOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Cosine embedding: of two lists of embeddings, `[first, second]`, each `[batch, …, features]`, and targets `[batch, …]`, the value of
 * a pair is $`1 - \cos`$ for target 1 and $`\max(0, \cos - m)`$ for target −1.
 *
 * Weights, one a sample, and `reduction` are those of {@link treeLoss}.
 *
 * @throws `LML_INVALID_ARGUMENT` for a prediction that is not of two; `LML_SHAPE_MISMATCH` where they differ in shape, or targets or weights
 * do not fit.
 *
 * @example
 * ```ts
 * import { cosineEmbedding } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const both = [tf.tensor2d([[1, 0], [1, 0]]), tf.tensor2d([[0, 2], [3, 0]])];
 * cosineEmbedding({ reduction: 'none' })(both, tf.tensor1d([1, -1])); // => [1, 1]
 * ```
 *
 * @see [torch.nn.CosineEmbeddingLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineEmbeddingLoss.html) 2.x
 */
export const cosineEmbedding = defineComponent({
  kind: 'loss',
  name: 'cosine-embedding',
  summary: 'Pairs of embeddings by their angle: like ones near, unlike ones apart.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.25 }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: {
    prediction: [{ shape: [4, 3] }, { shape: [4, 3] }],
    target: { shape: [4], values: [1, -1, 1, -1] },
  },
  create: ({ margin, reduction }, { name }) =>
    treeLoss<readonly tf.Tensor[], tf.Tensor>({
      name,
      reduction,
      shape(prediction, target) {
        const pairs = partsOf(name, prediction, ['0', '1'], 2)['0'].shape.slice(0, -1);
        const { shape: given } = requireTensor(name, 'target', target);
        if (sameShape(given, pairs)) return pairs;
        throw new ShapeMismatchError(`${name} needs one target a pair, ${showShape(pairs)}, got ${showShape(given)}.`);
      },
      values([first, second], target) {
        const cosine = cosineOf(asFloat(first!), asFloat(second!));
        const none = tf.zerosLike(cosine);
        const like = tf.where(tf.equal(target, 1), tf.sub(1, cosine), none);
        return tf.add(like, tf.where(tf.equal(target, -1), tf.relu(tf.sub(cosine, margin)), none));
      },
    }),
});

/** As PyTorch's: ε = 1e-12 within each squared length. */
function cosineOf(first: tf.Tensor, second: tf.Tensor): tf.Tensor {
  const lengths = tf.mul(squaredLength(first), squaredLength(second));
  return tf.div(tf.sum(tf.mul(first, second), -1), tf.sqrt(lengths));
}

function squaredLength(rows: tf.Tensor): tf.Tensor {
  return tf.add(tf.sum(tf.square(rows), -1), 1e-12);
}
