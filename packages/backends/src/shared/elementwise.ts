import * as tf from '@tensorflow/tfjs';

import { portableKernel, type PortableKernel } from './portable-kernel.js';

/** A kernel that computes each number of its result from one number. */
export function elementwiseKernel(kernelName: string, compute: (value: number) => number): PortableKernel {
  return portableKernel<{ x: tf.TensorInfo }, object>(kernelName, ({ x: { shape, dtype, data } }) => {
    const result = tf.util.makeZerosTypedArray(data.length, dtype);
    for (let index = 0; index < data.length; index++) result[index] = compute(data[index]!);
    return { shape, dtype, data: result };
  });
}
