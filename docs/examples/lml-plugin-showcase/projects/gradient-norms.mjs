import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { gradientNorms } from 'lml-plugin-showcase';

/** The project of gradient-norms.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'gradient-norms',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: sgd({ lr: 0.01, momentum: 0.9 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { validation: 0.2, test: 0.2 } }),
    trainer: { maxEpochs: 8, callbacks: [gradientNorms({ smoothing: 0.8 })], engine },
    seed: 1,
    folder,
  });
