import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { ctc } from '@lml/losses';
import { adam } from '@lml/optimizers';
import { bestPath, frameScores, speltSounds } from 'lml-plugin-showcase';

/** The project of ctc.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'ctc',
    learner: supervised({
      model: frameScores({ inputSize: 4, outputSize: 4 }),
      loss: ctc(),
      optimizer: adam({ lr: 0.05 }),
      predictor: bestPath(),
    }),
    data: new DataModule({
      train: speltSounds({ samples: 24 }),
      test: speltSounds({ samples: 6, seed: 1 }),
      batchSize: 8,
    }),
    trainer: { maxEpochs: 5, engine },
    seed: 0,
    folder,
  });
