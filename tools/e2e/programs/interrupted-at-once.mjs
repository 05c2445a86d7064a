// Prints that it is under way within its first step, which waits for a file; then how it ended.
import { existsSync } from 'node:fs';
import { DataModule, eager, Project } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';

const [, , file] = process.argv;
const pause = new Int32Array(new SharedArrayBuffer(4));
let isUnderWay = false;
const learner = supervised({
  data: new DataModule({
    train: labelled({ inputs: [[1], [2], [3], [4]], targets: [[1], [2], [3], [4]] }),
    batchSize: 1,
  }),
  model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }),
  loss(prediction, target) {
    if (!isUnderWay) console.log('under way');
    isUnderWay = true;
    while (!existsSync(file)) Atomics.wait(pause, 0, 0, 10);
    return tf.losses.meanSquaredError(target, prediction);
  },
  optimizer: adam(),
});
const trainer = { maxEpochs: 3, loggers: [], engine: eager() };
const { status, clock } = await new Project({ learner, trainer, folder: false }).train();
console.log(JSON.stringify({ status, step: clock.step }));
