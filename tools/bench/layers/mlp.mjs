import * as tf from '@tensorflow/tfjs';

/** Dense 784-128-10. */
export function mlp() {
  return tf.sequential({
    layers: [tf.layers.dense({ units: 128, activation: 'relu', inputShape: [784] }), tf.layers.dense({ units: 10 })],
  });
}
