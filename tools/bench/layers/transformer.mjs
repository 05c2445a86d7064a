import * as tf from '@tensorflow/tfjs';
import { EncoderLayer } from './encoder-layer.mjs';
import { Positions } from './positions.mjs';

/**
 * Words with learnt positions, two encoder layers, the mean over the tokens.
 *
 * @param {import('./plain-parts.mjs').EncoderParts} parts
 */
export function transformer(parts) {
  return tf.sequential({
    layers: [
      tf.layers.embedding({ inputDim: 5000, outputDim: 64, inputLength: 64 }),
      new Positions(),
      new EncoderLayer({ heads: 4, hidden: 128, parts }),
      new EncoderLayer({ heads: 4, hidden: 128, parts }),
      tf.layers.globalAveragePooling1d({}),
      tf.layers.dense({ units: 10 }),
    ],
  });
}
