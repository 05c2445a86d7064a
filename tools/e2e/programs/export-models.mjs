// Exports the five models of the benchmark, trained for a few steps so that no weight is what it began with:
// node export-models.mjs <folder>. Writes <model>.onnx, and <model>.json with inputs and what LML makes of them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportOnnx } from '@lml/compiler';
import { applyPredictor, DataModule, fromLayers, RandomStreams, Trainer } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { sgd } from '@lml/optimizers';
import { classification } from '@lml/predictors';
import * as tf from '@tensorflow/tfjs';
import { layersModels } from '../../bench/layers/index.mjs';
import { MODELS } from '../../bench/models.mjs';

const folder = process.argv[2];
const SAMPLES = 8;

for (const [name, make] of Object.entries(layersModels)) {
  const { shape, dtype, vocabulary, classes } = MODELS[name];
  const streams = new RandomStreams(3);
  const size = SAMPLES * shape.reduce((a, b) => a * b, 1);
  const data = dtype === 'int32' ? streams.integers('inputs', 0, size, vocabulary) : streams.normal('inputs', 0, size);
  const inputs = { dtype, shape: [SAMPLES, ...shape], data };
  const targets = { dtype: 'int32', shape: [SAMPLES], data: streams.integers('targets', 0, SAMPLES, classes) };
  const learner = supervised({
    data: new DataModule({ dataset: labelled({ inputs, targets }), batchSize: 4 }),
    model: fromLayers(make),
    loss: crossEntropy(),
    optimizer: sgd({ lr: 0.01 }),
  });
  await new Trainer({ maxSteps: 3, loggers: [] }).fit(learner);
  // Layers of TensorFlow.js take words for real numbers unless told otherwise.
  const options = { name, inputs: { input: { shape, dtype } } };
  writeFileSync(join(folder, `${name}.onnx`), await exportOnnx(learner.model, options));
  writeFileSync(
    join(folder, `${name}-labels.onnx`),
    await exportOnnx(learner.model, { ...options, predictor: classification() }),
  );
  // Op by op, with another batch size than any that the export has seen.
  await tf.setBackend('cpu');
  const three = tf.tensor(data.slice(0, (3 * size) / SAMPLES), [3, ...shape], dtype);
  const output = learner.model.apply(three);
  const array = { dtype: 'float32', shape: output.shape, data: await output.data() };
  const labels = await applyPredictor(classification(), array);
  const expected = { output: Array.from(array.data), shape: output.shape, labels: Array.from(labels.data) };
  const given = { data: Array.from(await three.data()), shape: three.shape, dtype };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ given, expected }));
}
