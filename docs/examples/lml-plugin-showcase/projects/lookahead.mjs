import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { lookahead } from 'lml-plugin-showcase';

/** The project of lookahead.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'lookahead',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: lookahead({ base: adam({ lr: 0.02 }), every: 3 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
