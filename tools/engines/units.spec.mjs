import { columnarDataset, DataModule, fromLayers, ndArray, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { regression } from '@lml/predictors';
import * as tf from '@tensorflow/tfjs';

import { engines, withoutFallback } from './engines.mjs';

/** Targets are prices, 5000 ± 1000, standardised by hand; the model gives its input, which is 0.01 or 0.02 off. */
const target = Float32Array.of(-1, 0, 1, 2);
const input = target.map((value, at) => value + (at % 2 === 0 ? 0.01 : -0.02));
const columns = { input: ndArray(input, { shape: [4, 1] }), target: ndArray(target, { shape: [4] }) };

const learnerOf = () =>
  supervised({
    data: new DataModule({ test: columnarDataset(() => columns), batchSize: 3 }),
    model: fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] }),
    ),
    loss: mse(),
    predictor: regression({ scale: 1000, offset: 5000 }),
    metrics: {
      standardised: meanSquaredError({ squared: false }),
      inEuro: meanSquaredError({ squared: false, on: 'prediction' }),
    },
  });

it.each(['eager', 'onnx'])(
  'Metrics of predictions compare them with targets in the same units, on %s',
  async (engine) => {
    const trainer = new Trainer({ maxEpochs: 1, loggers: [], engine: engines[engine]() });
    const values = await withoutFallback(() => trainer.test(learnerOf()));
    const error = Math.sqrt((0.01 ** 2 + 0.02 ** 2) / 2);
    expect(values['test/standardised']).toBeCloseTo(error, 6);
    expect(values['test/inEuro']).toBeCloseTo(1000 * error, 2);
  },
);
