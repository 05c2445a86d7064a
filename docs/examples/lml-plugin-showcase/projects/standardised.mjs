import { DataModule, Project } from '@lml/core';
import { diabetes } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { regression } from '@lml/predictors';
import { standardiser } from 'lml-plugin-showcase';

/** The project of standardised.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'standardised',
    learner: supervised({
      model: mlp({ inputSize: 10, hiddenSizes: [8], outputSize: 1 }),
      loss: mse(),
      optimizer: sgd({ lr: 0.05, momentum: 0.9 }),
      metrics: { rmse: meanSquaredError({ on: 'prediction', squared: false }) },
      predictor: regression(),
    }),
    data: new DataModule({
      dataset: diabetes(),
      batchSize: 64,
      split: { validation: 0.2, test: 0.2 },
      transforms: { all: [standardiser()] },
    }),
    trainer: { maxEpochs: 5, engine },
    seed: 1,
    folder,
  });
