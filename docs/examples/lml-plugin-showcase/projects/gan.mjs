import { DataModule, Project } from '@lml/core';
import { mlp } from '@lml/models';
import { cosineWithWarmUp, sgd } from '@lml/optimizers';
import { gan, mixture, warmRestarts } from 'lml-plugin-showcase';

/** The project of gan.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'gan',
    learner: gan({
      latentSize: 2,
      generator: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 2 }),
      discriminator: mlp({ inputSize: 2, hiddenSizes: [8], outputSize: 1 }),
      generatorOptimizer: sgd({ lr: 0.1 }),
      generatorScheduler: cosineWithWarmUp({ warmup: 2 }),
      discriminatorOptimizer: sgd({ lr: 0.2, momentum: 0.5 }),
      discriminatorScheduler: warmRestarts({ period: 5 }),
      every: 2,
    }),
    data: new DataModule({
      dataset: mixture({ length: 48, labelled: false }),
      batchSize: 8,
      split: { validation: 0.25, test: 0.25 },
    }),
    trainer: { maxEpochs: 4, engine },
    seed: 1,
    folder,
  });
