import { DataModule, lrFinder, Trainer } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { engines, withoutFallback } from './engines.mjs';

const learnerOf = (lr) =>
  supervised({
    data: new DataModule({ dataset: iris(), batchSize: 30 }),
    model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
    loss: crossEntropy(),
    optimizer: adam({ lr }),
    metrics: [accuracy()],
  });

it.each(['eager', 'onnx'])('A run with the rate that lr-finder finds is one with that rate, on %s', async (engine) => {
  const fit = (learner, callbacks) =>
    new Trainer({ maxEpochs: 2, engine: engines[engine](), accumulate: 2, callbacks, loggers: [] }).fit(learner);
  const found = learnerOf(1);
  const finder = lrFinder({ minLr: 1e-4, maxLr: 10, numTraining: 30 });
  const { 'train/lr-finder/suggestion': rate, ...values } = (await withoutFallback(() => fit(found, [finder]))).values;
  expect(rate).toBeGreaterThan(1e-3);
  const given = learnerOf(rate);
  expect((await fit(given, [])).values).toEqual(values);
  expect(await found.model.getWeights()).toEqual(await given.model.getWeights());
});
