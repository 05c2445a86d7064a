import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy, mse, multiHead } from '@lml/losses';
import { accuracy, meanSquaredError } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { vectorPairs, twoTowers } from 'lml-plugin-showcase';

/** The project of two-towers.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'two-towers',
    learner: supervised({
      model: twoTowers({ inputSize: 4 }),
      loss: multiHead({ losses: { alike: crossEntropy(), distance: mse() }, weights: { distance: 0.5 } }),
      optimizer: adam({ lr: 0.05 }),
      metrics: { alike: accuracy({ head: 'alike' }), distance: meanSquaredError({ head: 'distance' }) },
      predictor: classification({ head: 'alike' }),
    }),
    data: new DataModule({ dataset: vectorPairs(), batchSize: 16, split: { validation: 0.2, test: 0.2 } }),
    trainer: { maxEpochs: 5, engine },
    seed: 1,
    folder,
  });
