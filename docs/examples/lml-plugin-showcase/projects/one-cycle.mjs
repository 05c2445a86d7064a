import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { oneCycle, sam, sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';

/** The project of one-cycle.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'one-cycle',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: sam({ optimizer: sgd({ lr: 0.01, momentum: 0.9 }) }),
      scheduler: oneCycle({ divFactor: 5 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
