// Choosing a model on iris and on digits: stratified 5-fold cross-validation, a search over three hyper-parameters, the best trained on
// all training data, and one look at the test data. iris.yaml and digits.yaml are the same for npx lml search, with the same numbers.
import '@lml/compiler';
import { DataModule, earlyStopping, logUniform, Project } from '@lml/core';
import { digits, iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { tpe } from '@lml/search';
import { stratifiedKFold, trainTestSplit } from '@lml/splitters';

/** A project of its own for each of the two: what differs is given. */
function projectOf({ name, dataset, inputSize, outputSize, maxEpochs, sizes }) {
  return new Project({
    name,
    data: new DataModule({
      dataset,
      split: { test: trainTestSplit({ testSize: 0.2, stratify: true, randomState: 0 }) },
    }),
    // A function, because each fold needs a fresh learner. data.batchSize changes the data by itself.
    learner: ({ params }) =>
      supervised({
        model: mlp({ inputSize, hiddenSizes: params['model.hiddenSizes'] ?? [8], outputSize }),
        loss: crossEntropy(),
        optimizer: adam({ lr: params['optimizer.lr'] ?? 0.01 }),
        metrics: [accuracy()],
      }),
    // It watches a tenth of the training data of each fold, never those that the fold is judged by.
    trainer: { maxEpochs, loggers: [], callbacks: [earlyStopping({ patience: 5 })] },
    search: {
      strategy: tpe({ nStartupTrials: 4 }),
      trials: 6,
      objective: 'accuracy',
      splitter: stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 }),
      space: {
        'optimizer.lr': logUniform({ low: 0.001, high: 0.1 }),
        'model.hiddenSizes': sizes,
        'data.batchSize': [16, 32],
      },
    },
    seed: 1,
  });
}

const projects = {
  iris: { dataset: iris(), inputSize: 4, outputSize: 3, maxEpochs: 20, sizes: [[8], [16], [16, 16]] },
  digits: { dataset: digits({ flatten: true }), inputSize: 64, outputSize: 10, maxEpochs: 6, sizes: [[16], [64]] },
};

for (const [name, parts] of Object.entries(projects).filter(([each]) => [each, undefined].includes(process.argv[2]))) {
  const { trials, best, fit, test, folder } = await projectOf({ name, ...parts }).search();
  console.log(`\n${name}: ${trials.length} trials of 5 folds`);
  for (const { number, params, values, deviations, epochs } of trials) {
    const { 'optimizer.lr': lr, 'model.hiddenSizes': hidden, 'data.batchSize': batch } = params;
    const mark = number === best.number ? '  (chosen)' : '';
    const value = `${values[0].toFixed(4)} ± ${deviations[0].toFixed(4)}`;
    console.log(
      `  lr ${lr.toFixed(4)}  hidden ${hidden.join('-')}  batch ${batch}  accuracy ${value}  ${epochs} epochs${mark}`,
    );
  }
  console.log(
    `trained on all training data for ${fit.clock.epoch} epochs: test accuracy ${test['test/accuracy'].toFixed(4)}`,
  );
  console.log(`report ${folder}/report.html`);
}
