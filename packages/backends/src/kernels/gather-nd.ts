import * as tf from '@tensorflow/tfjs';

import { checkPlaces } from '../shared/indices.js';
import { portableKernel } from '../shared/portable-kernel.js';

/**
 * The slices at some places of a tensor. TensorFlow.js's own reads other memory on wasm for places outside of the tensor.
 *
 * @throws `LML_INVALID_ARGUMENT` for a place outside of the tensor.
 */
export const gatherNd = portableKernel<tf.GatherNdInputs, object>(tf.GatherNd, ({ params, indices }) => {
  checkPlaces(indices, indices.shape.at(-1) ?? 1, params.shape);
  return undefined;
});
