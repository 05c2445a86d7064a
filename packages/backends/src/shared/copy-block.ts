import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

/** A block cut out of a tensor of numbers, as a tensor of its own: `size` numbers along each axis from `begin` on. */
export function copyBlock(
  backend: BackendWasm,
  tensor: tf.TensorInfo,
  begin: readonly number[],
  size: readonly number[],
): tf.TensorInfo {
  const { shape, dtype } = tensor;
  const output = backend.makeOutput([...size], dtype);
  const length = tf.util.sizeFromShape([...size]);
  if (length === 0) return output;
  const from = backend.typedArrayFromHeap(tensor);
  const to = backend.typedArrayFromHeap(output);
  // From the last axis that is cut on, numbers lie one after the other.
  const cut = Math.max(
    0,
    shape.findLastIndex((all, axis) => all !== size[axis]),
  );
  const run = tf.util.sizeFromShape(size.slice(cut));
  const strides = [...tf.util.computeStrides(shape), 1];
  const index = size.slice(0, cut).map(() => 0);
  for (let at = 0; at < length; at += run) {
    let start = (begin[cut] ?? 0) * (strides[cut] ?? 1);
    for (let axis = 0; axis < cut; axis++) start += (begin[axis]! + index[axis]!) * strides[axis]!;
    to.set(from.subarray(start, start + run), at);
    for (let axis = cut - 1; axis >= 0 && ++index[axis]! === size[axis]; axis--) index[axis] = 0;
  }
  return output;
}
