import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { prototypeSoftmax } from 'lml-plugin-showcase';

/** The project of prototypes.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'prototypes',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 4 }),
      loss: prototypeSoftmax({ numClasses: 3, embeddingSize: 4, scale: 0.5 }),
      optimizer: adam({ lr: 0.02 }),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 32, split: { test: 0.2 } }),
    trainer: { maxEpochs: 3, engine },
    seed: 1,
    folder,
  });
