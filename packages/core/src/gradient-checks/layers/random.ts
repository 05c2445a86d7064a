import * as tf from '@tensorflow/tfjs';

import { alone, behind, type LayerCases } from './build.js';

const { layers } = tf;

/** Layers that draw from the step's random streams. */
export const randomLayers: LayerCases = {
  dropout: behind([20], () => layers.dropout({ rate: 0.4 })),
  'dropout: noise shape': behind([4, 5], () => layers.dropout({ rate: 0.4, noiseShape: [null as never, 1, 5] })),
  'dropout: two of one rate': alone(
    [8],
    () => layers.dropout({ rate: 0.25 }),
    () => layers.dense({ units: 8, activation: 'tanh' }),
    () => layers.dropout({ rate: 0.25 }),
    () => layers.dense({ units: 2 }),
  ),
  'dropout: rate 0': behind([5], () => layers.dropout({ rate: 0 })),
  spatialDropout1d: behind([4, 6], () => layers.spatialDropout1d({ rate: 0.4 })),
  alphaDropout: behind([12], () => layers.alphaDropout({ rate: 0.3 })),
  gaussianDropout: behind([12], () => layers.gaussianDropout({ rate: 0.3 })),
  gaussianNoise: behind([12], () => layers.gaussianNoise({ stddev: 0.2 })),
  'dropout: with batch normalisation between': alone(
    [6],
    () => layers.dense({ units: 8, useBias: false }),
    () => layers.batchNormalization({ momentum: 0.8 }),
    () => layers.activation({ activation: 'tanh' }),
    () => layers.dropout({ rate: 0.5 }),
    () => layers.dense({ units: 3 }),
    () => layers.batchNormalization(),
  ),
};
