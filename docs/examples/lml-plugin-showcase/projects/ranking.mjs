import { DataModule, Project } from '@lml/core';
import { supervised } from '@lml/learners';
import { mse } from '@lml/losses';
import { retrievalNormalizedDcg } from '@lml/metrics';
import { mlp } from '@lml/models';
import { sgd } from '@lml/optimizers';
import { regression } from '@lml/predictors';
import { rankedDocuments } from 'lml-plugin-showcase';

/** The project of ranking.yaml. */
export default ({ folder, engine }) =>
  new Project({
    name: 'ranking',
    learner: supervised({
      model: mlp({ inputSize: 3, hiddenSizes: [4], outputSize: 1 }),
      loss: mse(),
      optimizer: sgd({ lr: 0.1 }),
      metrics: [retrievalNormalizedDcg({ topK: 3, columns: { indexes: 'query' } })],
      predictor: regression(),
    }),
    data: new DataModule({
      train: rankedDocuments({ queries: 8 }),
      test: rankedDocuments({ queries: 4, seed: 1 }),
      batchSize: 7,
    }),
    trainer: { maxEpochs: 4, engine },
    seed: 5,
    folder,
  });
