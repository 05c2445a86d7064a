import { DataModule, pad, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { bagOfTokens, texts, words } from 'lml-plugin-showcase';

/** The project of hashed-words.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'hashed-words',
    learner: supervised({
      model: bagOfTokens({ tokens: 65, size: 8, numClasses: 2 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.1 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({
      dataset: texts({
        tokenizer: words({ buckets: 64 }),
        texts: [
          ...['a good film', 'not good at all', 'very good', 'bad', 'a bad film', 'good', 'really bad', 'so good'],
          ...['it was bad', 'good fun', 'bad bad film', 'a very good one'],
        ],
        labels: ['up', 'down', 'up', 'down', 'down', 'up', 'down', 'up', 'down', 'up', 'down', 'up'],
      }),
      batchSize: 4,
      collate: pad(),
      split: { test: 0.25 },
    }),
    trainer: { maxEpochs: 4, engine },
    seed: 1,
    folder,
  });
