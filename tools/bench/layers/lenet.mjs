import * as tf from '@tensorflow/tfjs';

/** Two convolutions, each with max pooling, and two dense layers. */
export function lenet() {
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  return tf.sequential({
    layers: [
      conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      maxPooling2d({ poolSize: 2 }),
      flatten(),
      dense({ units: 128, activation: 'relu' }),
      dense({ units: 10 }),
    ],
  });
}
