import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { boxPrecision, gridBoxes, gridDetection, scatteredBoxes, separateBoxes } from 'lml-plugin-showcase';

/** The project of boxes.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'boxes',
    learner: supervised({
      model: mlp({ inputSize: 64, hiddenSizes: [32], outputSize: 28 }),
      loss: gridDetection({ numClasses: 2 }),
      optimizer: adam({ lr: 0.01 }),
      metrics: [boxPrecision({ thresholds: [0.3, 0.5], stages: ['test'] })],
      predictor: separateBoxes({ numClasses: 2 }),
    }),
    data: new DataModule({
      train: scatteredBoxes({ samples: 96 }),
      test: scatteredBoxes({ samples: 10, seed: 1 }),
      batchSize: 16,
      collate: gridBoxes({ cells: 2, side: 8 }),
    }),
    trainer: { maxEpochs: 10, engine },
    seed: 0,
    folder,
  });
