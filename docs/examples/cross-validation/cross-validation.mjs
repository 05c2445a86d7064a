// Choosing a model by cross-validation on iris, then training the chosen one on all training data and testing it once:
// cross-validation is for choosing, not for shipping.
import { DataModule, parameterGrid, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy, f1Score } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { stratifiedKFold, trainTestSplit } from '@lml/splitters';

const project = new Project({
  name: 'cross-validation',
  data: new DataModule({
    dataset: iris(),
    batchSize: 16,
    split: { test: trainTestSplit({ testSize: 0.2, stratify: true, randomState: 0 }) },
  }),
  // A function, because each fold needs a fresh learner.
  learner: ({ params }) =>
    supervised({
      model: mlp({ inputSize: 4, hiddenSizes: params.hiddenSizes ?? [8], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adam({ lr: params.lr ?? 0.01 }),
      metrics: [accuracy(), f1Score({ average: 'macro' })],
    }),
  trainer: { maxEpochs: 20, loggers: [] },
  seed: 1,
});

const { candidates, best, test } = await project.search({
  candidates: parameterGrid({ hiddenSizes: [[4], [16]], lr: [0.003, 0.03] }),
  splitter: stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 }),
  monitor: 'loss',
});

const rounded = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.toFixed(4)]));
for (const { params, folds, mean, standardDeviation } of candidates) {
  console.log(`\n${JSON.stringify(params)}${params === best.params ? '  (chosen)' : ''}`);
  console.table(
    Object.fromEntries([
      ...folds.map(({ fold, values }) => [`fold ${fold}`, rounded(values)]),
      ['mean', rounded(mean)],
      ['deviation', rounded(standardDeviation)],
    ]),
  );
}
console.log(`\nchosen ${JSON.stringify(best.params)}, trained on all training data`);
console.log(`test accuracy ${test['test/accuracy'].toFixed(4)}`);
