// A search of 20 trials of 2 folds: the folder, and the options of the executor `redis`; without them in this process. Prints what was found.
import { projectFromConfig } from '@lml/core';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/models';
import '@lml/optimizers';
import '@lml/metrics';
import { redis } from '@lml/redis';
import '@lml/search';
import '@lml/splitters';

const [, , folder, options] = process.argv;
const project = await projectFromConfig({
  name: 'searched',
  seed: 3,
  folder,
  learner: {
    name: 'supervised',
    model: { name: 'mlp', inputSize: 4, hiddenSizes: [8], outputSize: 3 },
    loss: 'cross-entropy',
    optimizer: { name: 'adam', lr: 0.01 },
    metrics: ['accuracy'],
  },
  data: { dataset: 'iris', split: { test: 0.2 } },
  trainer: { maxEpochs: 15, loggers: [], progressBar: false },
});
const { status, trials, best, test } = await project.search({
  space: {
    'optimizer.lr': [1e-4, 3e-4, 1e-3, 3e-3, 5e-3, 0.01, 0.02, 0.03, 0.05, 0.1],
    'model.hiddenSizes': [[4], [16]],
  },
  strategy: 'grid',
  splitter: { name: 'k-fold', nSplits: 2, shuffle: true, randomState: 1 },
  ...(options !== undefined && { executor: redis(JSON.parse(options)) }),
});
const table = trials.map(({ number, params, state, values, error }) => ({ number, params, state, values, error }));
console.log(JSON.stringify({ status, table, best: best.number, test }));
