import { DataModule, Project } from '@lml/core';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { fixMatch, mixture } from 'lml-plugin-showcase';

/** The project of fix-match.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'fix-match',
    learner: fixMatch({
      model: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      threshold: 0.5,
      optimizer: sgd({ lr: 0.2 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({
      train: {
        labelled: mixture({ length: 12 }),
        unlabelled: mixture({ length: 96, labelled: false, seed: 1 }),
      },
      batchSize: { labelled: 6, unlabelled: 24 },
      test: mixture({ length: 30, seed: 2 }),
    }),
    trainer: { maxEpochs: 6, engine },
    seed: 1,
    folder,
  });
