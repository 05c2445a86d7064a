import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { blockUntilReady, jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax';
import { jaxModels } from './jax-models.mjs';
import { createPacer } from './pacer.mjs';
import { readData } from './read-data.mjs';

/** @typedef {import('@jax-js/jax').Array} Values */

/** jax-js: a loop by hand over data that lie in arrays, on wasm. */
/** @type {import('../task.mjs').Task} */
const task = JSON.parse(process.argv[2]);
const { start, logits } = jaxModels[/** @type {import('./jax-models.mjs').JaxModelName} */ (task.model)];
const [RATE, BETA1, BETA2, EPSILON] = [1e-3, 0.9, 0.999, 1e-8];

/**
 * @param {Values[]} weights
 * @param {Values} x
 * @param {Values} y
 */
function lossOf(weights, x, y) {
  const likely = nn.logSoftmax(logits(weights, x)).mul(nn.oneHot(y, task.classes));
  return likely.sum().mul(-1 / task.batch);
}

const update = jit(
  /**
   * A step of Adam, which owns what it is given.
   *
   * @param {Values[]} weights
   * @param {Values[]} means
   * @param {Values[]} squares
   * @param {Values} number of the step, from 1
   * @param {Values} rows
   * @param {Values} allInputs
   * @param {Values} allTargets
   */
  (weights, means, squares, number, rows, allInputs, allTargets) => {
    const [x, y] = [np.take(allInputs, rows.ref, 0), np.take(allTargets, rows, 0)];
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, y);
    const first = means.map((mean, index) => mean.mul(BETA1).add(gradients[index].ref.mul(1 - BETA1)));
    const second = squares.map((square, index) => square.mul(BETA2).add(np.square(gradients[index]).mul(1 - BETA2)));
    const unbias1 = np.reciprocal(np.subtract(1, np.power(BETA1, number.ref)));
    const unbias2 = np.reciprocal(np.subtract(1, np.power(BETA2, number)));
    const changed = weights.map((weight, index) => {
      const scale = np.sqrt(second[index].ref.mul(unbias2.ref)).add(EPSILON);
      return weight.sub(first[index].ref.mul(unbias1.ref).mul(RATE).div(scale));
    });
    tree.dispose([unbias1, unbias2]);
    return { weights: changed, means: first, squares: second, loss };
  },
);

const length = Math.floor(task.samples / task.batch) * task.batch;
const { inputs, targets } = readData(task);
const xs = np.array(/** @type {Float32Array<ArrayBuffer>} */ (inputs)).reshape([task.samples, ...task.shape]);
const ys = np.array(targets);
let weights = start();
let means = weights.map(({ shape }) => np.zeros(shape));
let squares = weights.map(({ shape }) => np.zeros(shape));

const parameters = weights.reduce((sum, { size }) => sum + size, 0);
const pacer = createPacer(() => ({ parameters, versions: versions() }));
let number = 0;
for (let epoch = 0; ; epoch++) {
  const order = await random.permutation(random.key(epoch), length).data();
  for (let from = 0; from < length; from += task.batch) {
    pacer.stepStarts();
    const rows = np.array(order.slice(from, from + task.batch));
    const result = update(weights, means, squares, (number += 1), rows, xs.ref, ys.ref);
    // Nothing is computed until something is waited for.
    await blockUntilReady(result.loss);
    result.loss.dispose();
    ({ weights, means, squares } = result);
    const pause = pacer.stepEnds(task.batch);
    if (pause !== undefined) await pause;
  }
}

function versions() {
  const main = createRequire(import.meta.url).resolve('@jax-js/jax');
  return { '@jax-js/jax': JSON.parse(readFileSync(join(main, '../../package.json'), 'utf8')).version };
}
