import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { arcFace } from 'lml-plugin-showcase';

/** The project of arc-face.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'arc-face',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 4 }),
      loss: arcFace({ numClasses: 3, embeddingSize: 4, scale: 8, margin: 0.2 }),
      optimizer: adam({ lr: 0.02 }),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 32, split: { test: 0.2 } }),
    trainer: { maxEpochs: 3, engine },
    seed: 1,
    folder,
  });
