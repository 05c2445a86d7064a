import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { meanSquaredError } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { discs, pixelScores, randomCrop } from 'lml-plugin-showcase';

/** The project of random-crops.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'random-crops',
    learner: supervised({
      model: pixelScores(),
      loss: mse(),
      optimizer: adam({ lr: 0.02 }),
      metrics: [meanSquaredError()],
    }),
    data: new DataModule({
      dataset: discs({ length: 24 }),
      batchSize: 6,
      split: { test: 0.25 },
      transforms: { train: [randomCrop({ size: [8, 8] })] },
    }),
    trainer: { maxEpochs: 3, engine },
    seed: 1,
    folder,
  });
