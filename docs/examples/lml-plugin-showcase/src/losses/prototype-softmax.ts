import {
  alignWeight,
  defineComponent,
  ownedState,
  reduce,
  reductionShape,
  ShapeMismatchError,
  sumAll,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many classes there are. */
  numClasses: z.int().min(2).describe('How many classes there are.'),
  /** How many numbers an embedding has. */
  embeddingSize: z.int().min(1).describe('How many numbers an embedding has.'),
  /** What squared distances are multiplied by before the softmax. Default: `1`. */
  scale: z.number().positive().default(1).describe('What squared distances are multiplied by before the softmax.'),
};

/** Options of {@link prototypeSoftmax}. */
export interface PrototypeSoftmaxOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Softmax cross-entropy of the squared distances between an embedding and a prototype of each class. Predictions are embeddings
 * `[batch, embeddingSize]`, targets class numbers `[batch]`; `weight`, `[batch]`, counts a sample so many times. The prototypes are weights of the
 * loss, trained with the model and kept in checkpoints as `loss/prototypes`.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or targets that are not `[batch]`.
 *
 * @see Yang, Zhang, Yin, Liu: Robust Classification with Convolutional Prototype Learning (2018)
 */
export const prototypeSoftmax = defineComponent({
  kind: 'loss',
  name: 'prototype-softmax',
  summary: 'Cross-entropy of distances to a trained prototype of each class.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 4 },
    { numClasses: 3, embeddingSize: 4, scale: 0.25, reduction: 'sum' },
  ],
  conformance: { prediction: { shape: [4, 4] }, target: { shape: [4], dtype: 'int32', high: 3 } },
  create: ({ numClasses, embeddingSize, scale, reduction }, { name }): Loss => {
    const own = ownedState({ weights: { prototypes: { shape: [numClasses, embeddingSize] } } });
    const weights = (prediction: tf.Tensor, weight?: tf.Tensor): tf.Tensor =>
      alignWeight(name, weight ?? tf.ones([prediction.shape[0]]), [prediction.shape[0]]).weight;
    const compute = (prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): tf.Tensor => {
      if (prediction.rank !== 2 || prediction.shape[1] !== embeddingSize || target.rank !== 1)
        throw new ShapeMismatchError(
          `${name} needs embeddings [batch, ${embeddingSize}] and class numbers [batch], ` +
            `got [${prediction.shape.join(', ')}] and [${target.shape.join(', ')}].`,
        );
      const right = tf.oneHot(tf.cast(target, 'int32'), numClasses);
      const apart = tf.sub(tf.expandDims(prediction, 1), tf.expandDims(own.read('prototypes'), 0));
      const logits = tf.mul(tf.sum(tf.square(apart), 2), -scale);
      const values = tf.neg(tf.sum(tf.mul(right, tf.logSoftmax(logits)), 1));
      const counts = weights(prediction, weight);
      return reduce(tf.mul(values, counts), reduction, () => sumAll(counts));
    };
    return Object.assign(compute, {
      reduction,
      total: (prediction: tf.Tensor, _target: tf.Tensor, weight?: tf.Tensor) => sumAll(weights(prediction, weight)),
      state: own.state,
      load: own.load,
    });
  },
});

declare module '@lml/core' {
  interface LossComponents {
    'prototype-softmax': typeof prototypeSoftmax;
  }
  interface LossOptions {
    'prototype-softmax': PrototypeSoftmaxOptions;
  }
}
