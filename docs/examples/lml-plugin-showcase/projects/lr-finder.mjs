import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { geometricRange, lrFinder } from 'lml-plugin-showcase';

/** The project of lr-finder.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'lr-finder',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: sgd({ lr: 0.1 }),
      scheduler: geometricRange({ from: 1e-4, to: 10 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 150, split: { test: 0.2 } }),
    trainer: { maxSteps: 40, callbacks: [lrFinder()], engine },
    seed: 1,
    folder,
  });
