import type * as tf from '@tensorflow/tfjs';

/** Whether a tensor holds no numbers. */
export function isEmpty({ shape }: tf.TensorInfo): boolean {
  return shape.includes(0);
}
