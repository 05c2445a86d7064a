// Trains for long, on the backend named, until a signal comes; prints when it is under way and how it ended.
import * as backends from '@lml/backends';
import { DataModule, Project } from '@lml/core';
import { digits } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { lenet } from '@lml/models';
import { sgd } from '@lml/optimizers';

const [, , backend, folder] = process.argv;
const underWay = {
  name: 'under-way',
  trainBatchEnd(run) {
    if (run.clock.batch === 5) console.log('under way');
  },
};
const learner = supervised({
  data: new DataModule({ dataset: digits(), split: { validation: 0.1 } }),
  model: lenet({ inputShape: [8, 8, 1], numClasses: 10 }),
  loss: crossEntropy(),
  optimizer: sgd({ lr: 0.01 }),
});
let ticks = 0;
const timer = setInterval(() => (ticks += 1), 5);
const trainer = { maxEpochs: 1000, backend: backends[backend](), loggers: [], callbacks: [underWay] };
const result = await new Project({ learner, trainer, folder, name: 'interrupted' }).train();
clearInterval(timer);
console.log(
  JSON.stringify({ status: result.status, lastCheckpoint: result.lastCheckpoint, batch: result.clock.batch, ticks }),
);
