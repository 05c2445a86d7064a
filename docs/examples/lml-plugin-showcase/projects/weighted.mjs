import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { mixture, weighted } from 'lml-plugin-showcase';

/** The project of weighted.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'weighted',
    learner: supervised({
      model: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.02 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({
      dataset: mixture({ length: 24 }),
      batchSize: 8,
      split: { test: 0.25 },
      sampler: weighted({ weights: Array.from({ length: 24 }, (_, sample) => [1, 3, 0][sample % 3]), samples: 32 }),
    }),
    trainer: { maxEpochs: 4, engine },
    seed: 1,
    folder,
  });
