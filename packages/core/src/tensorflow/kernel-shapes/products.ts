import * as tf from '@tensorflow/tfjs';

import { broadcastShape } from './elementwise.js';
import {
  attribute,
  one,
  type InferTable,
  type KernelAttributes,
  type KernelInputs,
  type KernelValue,
} from './infer.js';

function product({ a, b }: KernelInputs, attributes: KernelAttributes): readonly KernelValue[] {
  const rows = attributes['transposeA'] === true ? a!.shape.at(-1)! : a!.shape.at(-2)!;
  const columns = attributes['transposeB'] === true ? b!.shape.at(-2)! : b!.shape.at(-1)!;
  const inner = attributes['transposeA'] === true ? a!.shape.at(-2)! : a!.shape.at(-1)!;
  const other = attributes['transposeB'] === true ? b!.shape.at(-1)! : b!.shape.at(-2)!;
  tf.util.assert(
    inner === other,
    () =>
      `Error in matMul: inner shapes (${inner}) and (${other}) of [${a!.shape.join()}] and [${b!.shape.join()}] must match.`,
  );
  const batch = broadcastShape(a!.shape.slice(0, -2), b!.shape.slice(0, -2));
  return one([...batch, rows, columns], a!.dtype);
}

/** Products of matrices. */
export const products: InferTable = {
  BatchMatMul: product,
  Einsum: (inputs, attributes) => {
    const tensors = Object.values(inputs);
    const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(
      attribute<string>(attributes, 'equation'),
      tensors.length,
    );
    const sizes = new Map<number, number>();
    idDims.forEach((ids, position) => ids.forEach((id, axis) => sizes.set(id, tensors[position]!.shape[axis]!)));
    const kept = tf.backend_util.decodeEinsumEquation(attribute<string>(attributes, 'equation'), tensors.length);
    const outputs = allDims.map((_, id) => id).filter((id) => !kept.summedDims.includes(id));
    return one(
      outputs.map((id) => sizes.get(id)!),
      tensors[0]!.dtype,
    );
  },
  _FusedMatMul: product,
};
