import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { layersModels } from '../layers/index.mjs';
import { createPacer } from './pacer.mjs';
import { readData } from './read-data.mjs';

/** Stock TensorFlow.js, by hand or by `LayersModel.fit`, on wasm where it can train the model, else on cpu. */
/** @type {import('../task.mjs').Task & { way: 'loop' | 'fit' }} */
const task = JSON.parse(process.argv[2]);
const { inputs, targets } = readData(task);
const length = Math.floor(task.samples / task.batch) * task.batch;

const model = await makeModel();
const pacer = createPacer(() => ({
  parameters: variablesOf(model).reduce((sum, { size }) => sum + size, 0),
  backend: tf.getBackend(),
}));
const xs = tf.tidy(() => tf.slice(tf.tensor(inputs, [task.samples, ...task.shape], task.dtype), 0, length));
const labels = tf.tensor1d(targets.subarray(0, length), 'int32');

const ways = { loop, fit };
await ways[task.way]();

/** A loop by hand over data that lie in tensors. */
async function loop() {
  const optimizer = tf.train.adam(1e-3);
  for (;;) {
    const order = Int32Array.from(tf.util.createShuffledIndices(length));
    for (let start = 0; start < length; start += task.batch) {
      pacer.stepStarts();
      tf.tidy(() => {
        const rows = tf.tensor1d(order.subarray(start, start + task.batch), 'int32');
        const [x, y] = [tf.gather(xs, rows), tf.oneHot(tf.gather(labels, rows), task.classes)];
        optimizer.minimize(() => lossOf(model, x, y), false, variablesOf(model));
      });
      const pause = pacer.stepEnds(task.batch);
      if (pause !== undefined) await pause;
    }
  }
}

async function fit() {
  class Pacing extends tf.Callback {
    /** @override */
    async onBatchBegin() {
      pacer.stepStarts();
    }
    /** @override */
    async onBatchEnd() {
      await pacer.stepEnds(task.batch);
    }
  }
  /**
   * @param {tf.Tensor} y
   * @param {tf.Tensor} output
   */
  const loss = (y, output) => tf.losses.softmaxCrossEntropy(y, output);
  model.compile({ optimizer: tf.train.adam(1e-3), loss });
  const ys = tf.tidy(() => tf.oneHot(labels, task.classes));
  const settings = { batchSize: task.batch, epochs: Number.MAX_SAFE_INTEGER, shuffle: true };
  await model.fit(xs, ys, { ...settings, verbose: 0, callbacks: [new Pacing()] });
}

/** The model on the first backend that can train it. */
async function makeModel() {
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    const candidate = layersModels[task.model]();
    if (backend === 'cpu' || canTrain(candidate)) return candidate;
  }
  throw new Error('There is no backend.');
}

/** @param {tf.LayersModel} candidate */
function canTrain(candidate) {
  try {
    tf.tidy(() => {
      const x = tf.zeros([2, ...task.shape], task.dtype);
      const y = tf.oneHot(tf.tensor1d([0, 1], 'int32'), task.classes);
      tf.variableGrads(() => lossOf(candidate, x, y), variablesOf(candidate));
    });
    return true;
  } catch (error) {
    if (/not registered|not found|not implemented/.test(String(error))) return false;
    throw error;
  }
}

/**
 * @param {tf.LayersModel} candidate
 * @param {tf.Tensor} x
 * @param {tf.Tensor} y
 */
function lossOf(candidate, x, y) {
  const output = /** @type {tf.Tensor} */ (candidate.apply(x, { training: true }));
  return /** @type {tf.Scalar} */ (tf.losses.softmaxCrossEntropy(y, output));
}

/** @param {tf.LayersModel} candidate */
function variablesOf(candidate) {
  return candidate.trainableWeights.map((weight) => /** @type {tf.Variable} */ (weight.read()));
}
