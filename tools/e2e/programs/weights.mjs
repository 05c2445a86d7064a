// Trains a small adapted model with dropout on an engine and prints a hash of its weights and their names.
import { createHash } from 'node:crypto';
import { onnx } from '@lml/compiler';
import { DataModule, eager, fromLayers, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';

// Layers that were made before must not change the names of those that follow.
for (let made = 0; made < Number(process.argv[2] ?? 0); made++) tf.layers.dense({ units: 1, inputShape: [1] });

const model = fromLayers(() =>
  tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, inputShape: [4], activation: 'relu' }),
      tf.layers.batchNormalization(),
      tf.layers.dropout({ rate: 0.3 }),
      tf.layers.dense({ units: 3 }),
    ],
  }),
);
const data = new DataModule({ dataset: iris(), split: { validation: 0.2 } });
const learner = supervised({ data, model, loss: crossEntropy(), optimizer: adam() });
const engine = process.argv[3] === 'onnx' ? onnx() : eager();
await new Project({ learner, trainer: { maxEpochs: 2, engine, loggers: [] }, seed: 11, folder: false }).train();
const hash = createHash('sha256');
for (const [name, { data: values }] of Object.entries(await model.getWeights())) hash.update(name).update(values);
console.log(JSON.stringify({ hash: hash.digest('hex'), names: model.weights.map(({ name }) => name) }));
