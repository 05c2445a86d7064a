import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { classification } from '@lml/predictors';
import { lBfgs } from 'lml-plugin-showcase';

/** The project of l-bfgs.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'l-bfgs',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: lBfgs({ historySize: 5, maxTrials: 6 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 150, split: { test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
