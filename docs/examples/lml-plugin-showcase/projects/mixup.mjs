import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { mixup } from 'lml-plugin-showcase';

/** The project of mixup.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'mixup',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.02 }),
      predictor: classification(),
    }),
    data: new DataModule({
      dataset: iris(),
      batchSize: 30,
      split: { test: 0.2 },
      transforms: { train: [mixup({ numClasses: 3, alpha: 0.4 })] },
    }),
    trainer: { maxEpochs: 5, engine },
    seed: 1,
    folder,
  });
