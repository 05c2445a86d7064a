import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { temperatureScaling } from 'lml-plugin-showcase';

/** The project of temperature.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'temperature',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.05 }),
      predictor: temperatureScaling(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 32, split: { validation: 0.3, test: 0.2 } }),
    trainer: { maxEpochs: 3, engine },
    seed: 4,
    folder,
  });
