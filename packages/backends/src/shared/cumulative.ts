import * as tf from '@tensorflow/tfjs';

import { portableKernel, type PortableKernel } from './portable-kernel.js';

interface CumulativeAttributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/**
 * A kernel that puts together the numbers along an axis up to each place, without it if `exclusive`, from the end if `reverse`.
 * TensorFlow.js's own takes an axis that counts from the end as it is, and on wasm fails for nothing.
 */
export function cumulativeKernel(
  kernelName: string,
  start: number,
  join: (a: number, b: number) => number,
): PortableKernel {
  return portableKernel<{ x: tf.TensorInfo }, CumulativeAttributes>(kernelName, ({ x }, attributes) => {
    const { exclusive, reverse } = attributes;
    const axis = attributes.axis < 0 ? attributes.axis + x.shape.length : attributes.axis;
    // A single number is its own axis.
    const size = x.shape[axis] ?? 1;
    const step = tf.util.sizeFromShape(x.shape.slice(axis + 1));
    const dtype = x.dtype === 'bool' ? 'int32' : x.dtype;
    const data = tf.util.makeZerosTypedArray(x.data.length, dtype);
    for (let block = 0; block < data.length; block += size * step) {
      for (let inner = 0; inner < step; inner++) {
        let total = start;
        for (let place = 0; place < size; place++) {
          const index = block + inner + (reverse ? size - 1 - place : place) * step;
          const joined = join(total, x.data[index]!);
          data[index] = exclusive ? total : joined;
          total = joined;
        }
      }
    }
    return { shape: x.shape, dtype, data };
  });
}
