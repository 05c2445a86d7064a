import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { cosineWithWarmUp, lookahead, reduceOnPlateau, sequential, sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';

/** The project of warm-up-and-plateau.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'warm-up-and-plateau',
    learner: supervised({
      model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: lookahead({ optimizer: sgd({ lr: 0.02, momentum: 0.9 }), k: 2 }),
      scheduler: sequential({
        unit: 'epoch',
        milestones: [3],
        schedulers: [cosineWithWarmUp({ unit: 'epoch', warmup: 1, total: 6 }), reduceOnPlateau({ patience: 0 })],
      }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { validation: 0.2, test: 0.2 } }),
    trainer: { maxEpochs: 8, engine },
    seed: 1,
    folder,
  });
