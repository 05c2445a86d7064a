import * as tf from '@tensorflow/tfjs';

import type { BackendKernel } from '../shared/backend-kernel.js';
import { isEmpty } from '../shared/empty.js';
import { hasFiniteSum } from '../shared/finite.js';
import { nanKernel } from '../shared/nan-kernel.js';
import { onWasm, portableKernel } from '../shared/portable-kernel.js';

/**
 * The largest numbers of each row, and where they are: equal ones from the left, NaN first, as with PyTorch. TensorFlow.js's
 * own takes other numbers on cpu where one is infinite or NaN.
 */
export const topK = portableKernel<tf.TopKInputs, tf.TopKAttrs>(tf.TopK, ({ x }, { k }) => {
  if (x.data.length > 0 && hasFiniteSum(x.data)) return undefined;
  const size = x.shape.at(-1)!;
  const shape = [...x.shape.slice(0, -1), k];
  const rows = tf.util.sizeFromShape(shape.slice(0, -1));
  const values = tf.util.makeZerosTypedArray(rows * k, x.dtype);
  const indices = new Int32Array(rows * k);
  const compare = (a: number, b: number): number =>
    a === b ? 0 : Number.isNaN(a) ? -Number(!Number.isNaN(b)) : Number.isNaN(b) || a < b ? 1 : -1;
  for (let row = 0; row < rows; row++) {
    const numbers = x.data.subarray(row * size, (row + 1) * size);
    const order = Array.from(numbers.keys()).sort((one, other) => compare(numbers[one]!, numbers[other]!));
    for (let place = 0; place < k; place++) {
      indices[row * k + place] = order[place]!;
      values[row * k + place] = numbers[order[place]!]!;
    }
  }
  return [
    { shape, dtype: x.dtype, data: values },
    { shape, dtype: 'int32', data: indices },
  ];
});

/** The same on wasm, where TensorFlow.js's own is wrong for NaN, and fails for nothing. */
export const topKOnWasm: BackendKernel = nanKernel(tf.TopK, {
  isWrong: ({ inputs: { x } }) => isEmpty(x!),
  other: (call) => onWasm(topK).compute(call as never),
});
