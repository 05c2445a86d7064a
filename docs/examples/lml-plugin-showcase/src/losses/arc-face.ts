import {
  alignWeight,
  defineComponent,
  l2Normalise,
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
  /** The angle, in radians, by which an embedding is to be nearer to the centre of its class. Default: `0.5`. */
  margin: z
    .number()
    .min(0)
    .max(Math.PI / 2)
    .default(0.5)
    .describe('The angle, in radians, by which an embedding is to be nearer to the centre of its class.'),
  /** What cosines are multiplied by before the softmax. Default: `64`. */
  scale: z.number().positive().default(64).describe('What cosines are multiplied by before the softmax.'),
};

/** Options of {@link arcFace}. */
export interface ArcFaceOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** Keeps arccosines away from where their slope is infinite. */
const EDGE = 1 - 1e-6;

/**
 * ArcFace: softmax cross-entropy of the cosines between an embedding and a centre for each class, with a margin added to the angle of
 * the right one. Predictions are embeddings `[batch, embeddingSize]`, targets class numbers `[batch]`; `weight`, `[batch]`, counts a
 * sample so many times. The centres are weights of the loss, trained with the model and kept in checkpoints as `loss/centres`.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or targets that are not `[batch]`.
 *
 * @see Deng, Guo, Xue, Zafeiriou: ArcFace: Additive Angular Margin Loss for Deep Face Recognition (2019)
 */
export const arcFace = defineComponent({
  kind: 'loss',
  name: 'arc-face',
  summary: 'Cross-entropy of angles to a trained centre of each class, with a margin.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 4, scale: 4 },
    { numClasses: 3, embeddingSize: 4, scale: 2, margin: 0.1, reduction: 'sum' },
  ],
  conformance: { prediction: { shape: [4, 4] }, target: { shape: [4], dtype: 'int32', high: 3 } },
  create: ({ numClasses, embeddingSize, margin, scale, reduction }, { name }): Loss => {
    const own = ownedState({ weights: { centres: { shape: [numClasses, embeddingSize] } } });
    const weights = (prediction: tf.Tensor, weight?: tf.Tensor): tf.Tensor =>
      alignWeight(name, weight ?? tf.ones([prediction.shape[0]]), [prediction.shape[0]]).weight;
    const compute = (prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): tf.Tensor => {
      if (prediction.rank !== 2 || prediction.shape[1] !== embeddingSize || target.rank !== 1)
        throw new ShapeMismatchError(
          `${name} needs embeddings [batch, ${embeddingSize}] and class numbers [batch], ` +
            `got [${prediction.shape.join(', ')}] and [${target.shape.join(', ')}].`,
        );
      const cosines = tf.matMul(l2Normalise(prediction), l2Normalise(own.read('centres')), false, true);
      const right = tf.oneHot(tf.cast(target, 'int32'), numClasses);
      const angles = tf.acos(tf.clipByValue(cosines, -EDGE, EDGE));
      const logits = tf.mul(tf.cos(tf.add(angles, tf.mul(right, margin))), scale);
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
    'arc-face': typeof arcFace;
  }
  interface LossOptions {
    'arc-face': ArcFaceOptions;
  }
}
