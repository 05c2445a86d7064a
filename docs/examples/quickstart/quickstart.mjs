// Handwritten digits from beginning to end: train, test, save, load, predict.
// Run it by `npm start` in the root of the repository. quickstart.yaml says the same as data.
import { wasm } from '@lml/backends';
import '@lml/compiler'; // runs each step as one graph, where ONNX Runtime has a binary; else wasm computes op by op
import { DataModule, Project, subset } from '@lml/core';
import { digits } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy, f1Score } from '@lml/metrics';
import { lenet } from '@lml/models';
import { adam } from '@lml/optimizers';
import { classification } from '@lml/predictors';

const learner = supervised({
  data: new DataModule({ dataset: digits(), batchSize: 32, split: { validation: 0.1, test: 0.2 } }),
  model: lenet({ inputShape: [8, 8, 1], numClasses: 10, dropout: 0.3 }),
  loss: crossEntropy(),
  optimizer: adam({ lr: 0.003 }),
  metrics: [accuracy(), f1Score({ average: 'macro' })],
  predictor: classification(),
});
const project = new Project({ name: 'quickstart', learner, trainer: { maxEpochs: 25, backend: wasm() }, seed: 0 });

const result = await project.train();
if (result.status === 'interrupted') process.exit(130); // by Ctrl-C
const test = await project.test(); // of the weights of the epoch with the lowest validation loss

const five = project.data.indices.test.slice(0, 5);
const labels = await project.predict({ dataset: subset(digits(), five) });

const row = (stage, values) => ({
  loss: values[`${stage}/loss`].toFixed(4),
  accuracy: values[`${stage}/accuracy`].toFixed(4),
  'macro F1': values[`${stage}/f1-score`].toFixed(4),
});
console.table({
  'train, last epoch': row('train', result.values),
  'validation, last epoch': row('validation', result.values),
  'test, best epoch': row('test', test),
});
console.log(`images ${five.join(', ')} show ${Array.from(labels.data).join(', ')}`);
console.log(`report ${result.folder}/report.html`);
console.log(`test accuracy ${test['test/accuracy'].toFixed(4)}`);
