import type { KernelArray } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { checkPlaces } from '../shared/indices.js';
import { portableKernel } from '../shared/portable-kernel.js';

/**
 * A tensor with some of its slices replaced. TensorFlow.js's own writes into the tensor that it is given on cpu, and takes places
 * outside of it.
 *
 * @throws `LML_INVALID_ARGUMENT` for a place outside of the tensor.
 */
export const tensorScatterUpdate = portableKernel<tf.TensorScatterUpdateInputs, object>(
  tf.TensorScatterUpdate,
  ({ tensor, indices, updates }) => {
    const onlyShape = ({ shape }: KernelArray): tf.TensorInfo & { rank: number } => ({
      dataId: {},
      dtype: 'float32',
      shape: [...shape],
      rank: shape.length,
    });
    const { sliceRank, numUpdates, sliceSize, strides } = tf.scatter_util.calculateShapes(
      onlyShape(updates),
      onlyShape(indices),
      [...tensor.shape],
    );
    checkPlaces(indices, sliceRank, tensor.shape);
    const data = tensor.data.slice();
    for (let update = 0; update < numUpdates; update++) {
      let slice = 0;
      for (let axis = 0; axis < sliceRank; axis++) slice += indices.data[update * sliceRank + axis]! * strides[axis]!;
      for (let index = 0; index < sliceSize; index++) {
        data[slice * sliceSize + index] = updates.data[updates.shape.length === 0 ? 0 : update * sliceSize + index]!;
      }
    }
    return { ...tensor, data };
  },
);
