import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { classification } from '@lml/predictors';
import { scheduleFreeAdamw } from 'lml-plugin-showcase';

/** The project of schedule-free.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'schedule-free',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: scheduleFreeAdamw({ lr: 0.05, weightDecay: 0.01, warmup: 5 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
