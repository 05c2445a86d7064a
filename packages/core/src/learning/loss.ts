import type * as tf from '@tensorflow/tfjs';

/**
 * What is minimised: from predictions and targets, and perhaps one weight a sample, to a scalar. (With
 * `reduction: 'none'` a loss gives one value an element; such a one cannot be trained on directly.)
 */
export interface Loss {
  /** Computes it. */
  (prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): tf.Tensor;
  /** Whether a target that is the index of a class counts; left out where all do. A mean over nothing that counts is NaN. */
  readonly counts?: ((target: number) => boolean) | undefined;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Loss}. */
    loss: Loss;
  }
}
