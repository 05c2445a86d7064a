import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { kNearestNeighbours } from '@lml/predictors';
import { byol, noisyViews } from 'lml-plugin-showcase';

/** The project of byol.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'byol',
    learner: byol({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 4 }),
      head: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 4 }),
      momentum: 0.9,
      optimizer: sgd({ lr: 0.05, momentum: 0.9 }),
      predictor: kNearestNeighbours({ k: 3 }),
    }),
    data: new DataModule({
      dataset: iris(),
      batchSize: 30,
      split: { test: 0.2 },
      transforms: { train: [noisyViews()], test: [noisyViews({ deviation: 0.01 })] },
    }),
    trainer: { maxEpochs: 5, engine },
    seed: 1,
    folder,
  });
