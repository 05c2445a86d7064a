// Three epochs of Fashion-MNIST with a network of two convolutions; prints what the test says, as JSON.
import '@lml/compiler';
import { DataModule, Project } from '@lml/core';
import { fashionMnist } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';

const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
const model = tf.sequential({
  layers: [
    conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
    maxPooling2d({ poolSize: 2 }),
    conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
    maxPooling2d({ poolSize: 2 }),
    flatten(),
    dense({ units: 128, activation: 'relu' }),
    dense({ units: 10 }),
  ],
});
const data = new DataModule({ train: fashionMnist(), test: fashionMnist({ train: false }), batchSize: 64 });
const learner = supervised({ data, model, loss: crossEntropy(), optimizer: adam(), metrics: [accuracy()] });
const project = new Project({ learner, trainer: { maxEpochs: 3, loggers: [], checkpoint: false }, folder: false });
await project.train();
console.log(JSON.stringify(await project.test()));
