import * as tf from '@tensorflow/tfjs';

import { checkPlaces } from '../shared/indices.js';
import { portableKernel } from '../shared/portable-kernel.js';

/**
 * A tensor of zeros with slices added at some places. TensorFlow.js's own writes into other memory on wasm for places outside
 * of the tensor, and ruins it.
 *
 * @throws `LML_INVALID_ARGUMENT` for a place outside of the tensor.
 */
export const scatterNd = portableKernel<tf.ScatterNdInputs, tf.ScatterNdAttrs>(
  tf.ScatterNd,
  ({ indices }, { shape }) => {
    checkPlaces(indices, indices.shape.length > 1 ? indices.shape.at(-1)! : 1, shape);
    return undefined;
  },
);
