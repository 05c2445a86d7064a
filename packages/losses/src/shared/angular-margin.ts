import { l2Normalise, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { CentredEmbeddings } from './class-centre-loss.js';
import { rootOf } from './embedding-pairs.js';

/** The options of losses with a margin of the angle, as entries of a zod object. */
export const angularMarginShape = {
  /** By how many degrees an embedding is to be nearer to the centre of its class. Default: `28.6`. */
  margin: z
    .number()
    .min(0)
    .max(180)
    .default(28.6)
    .describe('By how many degrees an embedding is to be nearer to the centre of its class.'),
  /** What cosines are multiplied by before the softmax. Default: `64`. */
  scale: z.number().positive().default(64).describe('What cosines are multiplied by before the softmax.'),
};

/** The cosines of embeddings and centres, `[batch, centres]`. */
export function cosinesOf({ embeddings, centres }: Pick<CentredEmbeddings, 'embeddings' | 'centres'>): tf.Tensor {
  return tf.matMul(l2Normalise(embeddings), l2Normalise(centres), false, true);
}

/** The cross-entropy of scaled cosines, `[batch, numClasses]`, with those of the right classes changed. */
export function marginEntropy(
  cosines: tf.Tensor,
  classes: tf.Tensor,
  scale: tf.Tensor | number,
  changed: (cosines: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  // Of the right classes only: where it is not one of them, the slope of what is changed does not matter.
  const right = tf.sum(tf.mul(cosines, classes), 1, true);
  const logits = tf.add(cosines, tf.mul(classes, tf.sub(changed(right), right)));
  return softmaxCrossEntropy(tf.mul(logits, scale), classes);
}

/** The cosine of an angle with `margin` added, in degrees; beyond 180 degrees cos θ − m · sin m, so that it falls on. */
export function withAngularMargin(margin: number): (cosines: tf.Tensor) => tf.Tensor {
  const radians = (margin * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
  return (cosines) => {
    const sines = rootOf(tf.sub(1, tf.square(cosines)));
    const turned = tf.sub(tf.mul(cosines, cosine), tf.mul(sines, sine));
    return tf.where(tf.greaterEqual(cosines, -cosine), turned, tf.sub(cosines, radians * sine));
  };
}
