import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy, bootstrap, roc } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { textFigures, topRecords, weightedConfusion } from 'lml-plugin-showcase';

/** The project of figures.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'figures',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.05 }),
      metrics: [
        weightedConfusion({ classNames: ['setosa', 'versicolor', 'virginica'], normalize: 'true' }),
        roc({ scores: 'logits' }),
        bootstrap({ metric: accuracy({ average: 'micro' }), numBootstraps: 10 }),
      ],
      predictor: topRecords({ topK: 2 }),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 32, split: { validation: 0.2, test: 0.2 } }),
    trainer: { maxEpochs: 3, loggers: [textFigures({ every: 3 })], engine },
    seed: 1,
    folder,
  });
