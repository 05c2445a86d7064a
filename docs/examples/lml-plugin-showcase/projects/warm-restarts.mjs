import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adamw } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { warmRestarts } from 'lml-plugin-showcase';

/** The project of warm-restarts.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'warm-restarts',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adamw({ lr: 0.02, weightDecay: 0.1 }),
      scheduler: warmRestarts({ period: 8, factor: 2, floor: 0.1, warmup: 3, numbers: ['lr', 'weightDecay'] }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
