import * as tf from '@tensorflow/tfjs';

/** A text classifier: words, an LSTM over 50 of them, its last state. The gates are sigmoids, as PyTorch's are. */
export function lstm() {
  return tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 5000, outputDim: 64, inputLength: 50 }),
      tf.layers.lstm({ units: 64, recurrentActivation: 'sigmoid' }),
      tf.layers.dense({ units: 2 }),
    ],
  });
}
