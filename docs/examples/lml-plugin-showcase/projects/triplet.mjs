import { DataModule, Project } from '@lml/core';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { tripletClouds, tripletRatio, triplets } from 'lml-plugin-showcase';

/** The project of triplet.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'triplet',
    learner: triplets({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 2 }),
      loss: tripletRatio(),
      optimizer: sgd({ lr: 0.1 }),
    }),
    data: new DataModule({ dataset: tripletClouds({ samples: 24 }), batchSize: 5, split: { test: 0.25 } }),
    trainer: { maxEpochs: 3, engine },
    seed: 3,
    folder,
  });
