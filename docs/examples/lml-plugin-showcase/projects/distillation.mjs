import { DataModule, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { distillation, pretrained } from 'lml-plugin-showcase';

/** The project of distillation.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'distillation',
    learner: distillation({
      model: mlp({ inputSize: 4, hiddenSizes: [], outputSize: 3 }),
      teacher: pretrained({
        model: mlp({ inputSize: 4, hiddenSizes: [16], outputSize: 3 }),
        weights: 'projects/teacher.safetensors',
      }),
      loss: crossEntropy(),
      optimizer: adam({ lr: 0.05 }),
      metrics: [accuracy()],
      predictor: classification(),
    }),
    data: new DataModule({ dataset: iris(), batchSize: 30, split: { test: 0.2 } }),
    trainer: { maxEpochs: 5, engine },
    seed: 1,
    folder,
  });
