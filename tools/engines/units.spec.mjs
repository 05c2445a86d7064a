import { columnarDataset, DataModule, fromLayers, ndArray, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { sgd } from '@lml/optimizers';
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

it.each(['eager', 'onnx'])(
  'Metrics of the host see the target in the units of predictions, and the records, in training and in a test, on %s',
  async (engine) => {
    const seen = [];
    const errors = {
      name: 'errors',
      on: 'prediction',
      higherIsBetter: false,
      updateHost({ prediction, target, records }, { stage }) {
        seen.push([stage, target.shape, records]);
        const sum = prediction.data.reduce((all, value, row) => all + Math.abs(value - target.data[row]), 0);
        return { sum: ndArray(sum), count: ndArray(target.data.length) };
      },
      compute: ({ sum, count }) => sum.data[0] / count.data[0],
    };
    const dataset = columnarDataset(() => columns);
    const learner = supervised({
      data: new DataModule({ train: dataset, validation: dataset, test: dataset, batchSize: 3, shuffle: false }),
      model: fromLayers(() =>
        tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })] }),
      ),
      loss: mse(),
      optimizer: sgd({ lr: 0 }),
      predictor: regression({ scale: 1000, offset: 5000 }),
      metrics: { errors },
    });
    const trainer = new Trainer({ maxEpochs: 1, loggers: [], progressBar: false, engine: engines[engine]() });
    const { values } = await withoutFallback(() => trainer.fit(learner));
    expect(values['train/errors']).toBeCloseTo(15, 2);
    expect(values['validation/errors']).toBeCloseTo(15, 2);
    expect((await withoutFallback(() => trainer.test(learner)))['test/errors']).toBeCloseTo(15, 2);
    expect(seen.map(([stage, shape]) => [stage, shape])).toEqual(
      ['train', 'validation', 'test'].flatMap((stage) => [[stage, [3]], [stage, [1]]]), // prettier-ignore
    );
    expect(seen[0][2]).toEqual([4010, 4980, 6010].map((value) => expect.closeTo(value, 2)));
  },
);
