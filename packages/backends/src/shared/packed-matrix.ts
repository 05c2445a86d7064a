import type * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';

import { floats, free, runKernel, view } from './wasm-kernel.js';

/** For data that was the right-hand matrix of a product: its number of rows then. */
const packedRows = new WeakMap<object, number>();

/**
 * Runs `multiply` on two matrices (each with leading sizes of 1), of which neither has to be transposed on the way.
 *
 * The fast product of TensorFlow.js's wasm backend takes no transposed matrices, so they are transposed first. It packs
 * the right-hand matrix once for each piece of data, and takes the packed one again even where the same data comes with
 * another shape: that gives wrong numbers, so such data is copied.
 */
export function withPlainMatrices(
  backend: BackendWasm,
  [left, right]: readonly [tf.TensorInfo, tf.TensorInfo],
  [transposeLeft, transposeRight]: readonly [boolean, boolean],
  multiply: (left: tf.TensorInfo, right: tf.TensorInfo) => tf.TensorInfo,
): tf.TensorInfo {
  const made: tf.TensorInfo[] = [];
  const transposed = (matrix: tf.TensorInfo): tf.TensorInfo => {
    const result = transposeMatrix(backend, matrix);
    made.push(result);
    return result;
  };
  const plainLeft = transposeLeft ? transposed(left) : left;
  let plainRight = transposeRight ? transposed(right) : right;
  const rows = plainRight.shape.at(-2)!;
  const before = packedRows.get(plainRight.dataId);
  if (before === undefined) packedRows.set(plainRight.dataId, rows);
  else if (before !== rows) {
    plainRight = copy(backend, plainRight);
    made.push(plainRight);
  }
  const result = multiply(plainLeft, plainRight);
  free(backend, ...made);
  return result;
}

/** Whether a tensor is a single matrix with something in it: a shape `[rows, columns]`, `[1, rows, columns]` … */
export function isMatrix({ shape, dtype }: tf.TensorInfo): boolean {
  return dtype === 'float32' && shape.every((size, axis) => size === 1 || (size > 0 && axis >= shape.length - 2));
}

/** A matrix, transposed; leading sizes of 1 stay. */
function transposeMatrix(backend: BackendWasm, matrix: tf.TensorInfo): tf.TensorInfo {
  const { shape } = matrix;
  const [rows, columns] = [shape.at(-2)!, shape.at(-1)!];
  const result = runKernel(backend, 'Transpose', { x: view(matrix, [rows, columns]) }, { perm: [1, 0] });
  return view(result, [...shape.slice(0, -2), columns, rows]);
}

function copy(backend: BackendWasm, tensor: tf.TensorInfo): tf.TensorInfo {
  const result = backend.makeOutput(tensor.shape, tensor.dtype);
  floats(backend, result).set(floats(backend, tensor));
  return result;
}
