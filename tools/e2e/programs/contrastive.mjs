// An encoder trained without labels, used through nearest neighbours; prints the accuracy before and after training.
import { wasm } from '@lml/backends';
import '@lml/compiler';
import { DataModule, fromLayers, MetricState, Project, subset } from '@lml/core';
import { contrastive as pairs, digits } from '@lml/datasets';
import { contrastive } from '@lml/learners';
import { ntXent } from '@lml/losses';
import { accuracy } from '@lml/metrics';
import { adam } from '@lml/optimizers';
import { kNearestNeighbours } from '@lml/predictors';
import { stratifiedKFold } from '@lml/splitters';
import * as tf from '@tensorflow/tfjs';

const dataset = digits();
await dataset.open();
const [{ train, test }] = stratifiedKFold({ nSplits: 5, shuffle: true, randomState: 0 }).split({
  length: dataset.length,
  targets: dataset.columns.target.data,
});
const [trainSet, testSet] = [subset(dataset, train), subset(dataset, test)];

/** Moves the image by up to one pixel, makes it brighter or darker, and adds noise. */
function augment({ shape, data }, random) {
  const [height, width] = shape;
  const [dy, dx] = [random.integer(3) - 1, random.integer(3) - 1];
  const gain = random.uniform(0.7, 1.3);
  const result = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromY, fromX] = [y + dy, x + dx];
      const inside = fromY >= 0 && fromY < height && fromX >= 0 && fromX < width;
      result[y * width + x] = (inside ? gain * data[fromY * width + fromX] : 0) + random.normal(0, 0.1);
    }
  }
  return { dtype: 'float32', shape, data: result };
}

const encoder = () =>
  fromLayers(() =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ filters: 16, kernelSize: 3, padding: 'same', activation: 'relu', inputShape: [8, 8, 1] }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 64, activation: 'relu' }),
        tf.layers.dense({ units: 8 }),
      ],
    }),
  );

async function accuracyOf(project) {
  project.learner.predictor = kNearestNeighbours({ k: 5 });
  await project.fitPredictor(trainSet);
  const labels = await project.predict({ dataset: testSet });
  const score = new MetricState(accuracy({ task: 'multiclass', numClasses: 10 }));
  await score.update(labels, (await testSet.getBatch(Array.from(test, (_, index) => index))).target);
  return score.compute();
}

const make = () =>
  new Project({
    learner: contrastive({
      data: new DataModule({ train: pairs({ dataset: trainSet, augment }), batchSize: 256 }),
      model: encoder(),
      loss: ntXent({ temperature: 0.3 }),
      optimizer: adam({ lr: 0.003 }),
    }),
    trainer: { maxEpochs: 25, backend: wasm(), loggers: [] },
    seed: 3,
    folder: false,
  });

const untrained = await accuracyOf(make());
const project = make();
await project.train();
console.log(JSON.stringify({ untrained, trained: await accuracyOf(project) }));
