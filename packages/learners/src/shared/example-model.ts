import { fromLayers, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** A model for the examples that components carry: three numbers in, two out. It is not built before it is used. */
export function exampleModel(): Model {
  return fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
}
