import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import { continuation, countingRhymes, smallGpt, textBleu } from 'lml-plugin-showcase';

/** The project of gpt.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'gpt',
    learner: supervised({
      model: smallGpt({ vocabularySize: 7, maxLength: 8, size: 16 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.02 }),
      metrics: [textBleu({ maxOrder: 2, columns: { target: 'text' }, stages: ['test'] })],
      predictor: continuation({ tokens: 3 }),
    }),
    data: new DataModule({ dataset: countingRhymes({ samples: 32 }), batchSize: 8, split: { test: 0.25 } }),
    trainer: { maxEpochs: 4, engine },
    seed: 2,
    folder,
  });
