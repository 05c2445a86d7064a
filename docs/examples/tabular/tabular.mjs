// A table from beginning to end: penguins in a CSV file with texts and missing values, transforms of its columns that learn from the training
// part of each fold alone, stratified 5-fold cross-validation, training on all training data, and one test. tabular.yaml says the same for
// npx lml cv, fit, test and predict.
import '@lml/compiler';
import { DataModule, Project } from '@lml/core';
import { csv } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adamw } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import { stratifiedKFold, trainTestSplit } from '@lml/splitters';
import { columns, oneHotEncoder, simpleImputer, standardScaler } from '@lml/transforms';

import { writePenguins } from './penguins.mjs';

writePenguins();

const project = new Project({
  name: 'penguins',
  data: new DataModule({
    dataset: csv({ path: 'penguins.csv', target: 'Species', as: 'columns', naValues: ['.'] }),
    split: { test: trainTestSplit({ testSize: 0.2, stratify: true, randomState: 0 }) },
    batchSize: 16,
    transforms: {
      all: [
        columns({
          numeric: [simpleImputer({ strategy: 'median' }), standardScaler()],
          categorical: [simpleImputer({ strategy: 'most-frequent' }), oneHotEncoder()],
        }),
      ],
    },
  }),
  // A function, because each fold needs a fresh learner.
  learner: () =>
    supervised({
      model: mlp({ inputSize: 9, hiddenSizes: [16], outputSize: 3 }),
      loss: crossEntropy(),
      optimizer: adamw({ lr: 0.01, weightDecay: 0.01 }),
      metrics: [accuracy()],
      predictor: classification({ output: 'probability' }),
    }),
  trainer: { maxEpochs: 15, loggers: [] },
  crossValidation: { splitter: stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 }) },
  seed: 1,
});

const { mean, standardDeviation } = await project.crossValidate();
console.log(`5 folds: accuracy ${mean.accuracy.toFixed(4)} ± ${standardDeviation.accuracy.toFixed(4)}`);

const { folder } = await project.train();
const test = await project.test();
console.log(`test accuracy ${test['test/accuracy'].toFixed(4)}`);

for (const penguin of await project.predict({ file: 'new.csv', as: 'records' })) console.log(JSON.stringify(penguin));
console.log(`report ${folder}/report.html`);
