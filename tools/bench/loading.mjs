// Batches from memory beside tf.data, and from worker threads beside PyTorch's DataLoader: `node tools/bench/loading.mjs`. PYTHON names
// another Python than setup.sh's.
import { DataLoader, ndArray } from '@lml/core';
import { labelled } from '@lml/datasets';
import * as tf from '@tensorflow/tfjs';
import { median, ownTurns, pythonTurns, timesByTurns } from './by-turns.mjs';
import { benchFilter, benchImages, benchWait } from './loading-data.mjs';

/** @typedef {import('@lml/core').NdArray<'float32'>} Floats */

const [ROWS, FEATURES] = [60_000, 784];
const ROUNDS = 5;
const MORE = 50;

/**
 * Some batches of a loader after the other, epoch by epoch, as tensors.
 *
 * @param {DataLoader} loader
 */
function batchesOf(loader) {
  let epoch = 0;
  let batches = loader.iterate(0);
  return async (/** @type {number} */ steps) => {
    for (let left = steps; left > 0;) {
      const { done, value } = await batches.next();
      if (done === true) batches = loader.iterate((epoch += 1));
      else {
        const { data, shape } = /** @type {Floats} */ (value.batch['input']);
        tf.tensor(data, [...shape]).dispose();
        value.release();
        left -= 1;
      }
    }
  };
}

/** @param {number} batchSize */
async function fromMemory(batchSize) {
  const data = Float32Array.from({ length: ROWS * FEATURES }, (_, at) => at % 255);
  const dataset = labelled({ inputs: ndArray(data, { shape: [ROWS, FEATURES] }), targets: new Float32Array(ROWS) });
  const loaders = [false, true].map((shuffle) => new DataLoader({ dataset, batchSize, shuffle }));
  for (const loader of loaders) await loader.open();
  const rows = Array.from({ length: ROWS }, (_, row) => ({
    input: data.subarray(row * FEATURES, (row + 1) * FEATURES),
    target: 0,
  }));
  const iterator = await tf.data.array(rows).batch(batchSize).repeat().iterator();
  const ofTfData = async (/** @type {number} */ steps) => {
    for (let step = 0; step < steps; step++) tf.dispose((await iterator.next()).value);
  };
  const nothing = () => undefined;
  // Theirs take so much longer that equal turns would be too short for ours.
  const ours = loaders.map((loader) => {
    const run = batchesOf(loader);
    return ownTurns((steps) => run(MORE * steps), nothing);
  });
  const torch = pythonTurns('loading.py', [0, batchSize, 0]);
  // Where PyTorch cannot be imported it has said so.
  const peers = Number.isNaN(await torch.turn(1)) ? [] : [torch];
  const times = await timesByTurns([...ours, ownTurns(ofTfData, nothing), ...peers], { rounds: ROUNDS, steps: 50 });
  const [own = NaN, shuffled = NaN, ofTf = NaN, ofTorch = NaN] = [0, 1, 2, 3].map((peer) =>
    median(times.map((round) => Number(round[peer]))),
  );
  return [own / MORE, shuffled / MORE, ofTf, ofTorch].map((time) => (1000 * batchSize) / time);
}

/**
 * Batches of worker threads, by the clock where turns are taken, and how long the first takes.
 *
 * @param {readonly import('@lml/core').Transform[]} transforms
 * @param {number} count
 * @param {number} batchSize
 */
async function fromThreads(transforms, count, batchSize) {
  const modules = [new URL('loading-data.mjs', import.meta.url).href];
  const loader = new DataLoader({
    dataset: benchImages({ length: batchSize * 1000 }),
    batchSize,
    transforms,
    workers: { count, modules },
  });
  const run = batchesOf(loader);
  const time = async (/** @type {number} */ steps) => {
    const before = performance.now();
    await run(steps);
    return (performance.now() - before) / steps;
  };
  const end = () => void loader.close();
  return { first: await time(1), run, end, peer: { turn: time, end } };
}

/** @param {readonly (string | number)[]} cells */
const line = (cells) => `| ${cells.join(' | ')} |`;
const shown = (/** @type {number} */ value) =>
  Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(2);

/** @param {readonly string[]} titles */
function head(titles) {
  console.log(`\n${line(titles)}\n${line(titles.map(() => '---'))}`);
}

await tf.setBackend('cpu');
head([
  'from memory, batch',
  'lml, samples/s',
  'lml shuffled',
  'tf.data',
  'torch shuffled',
  'lml ÷ tf.data',
  'lml shuffled ÷ torch',
]);
for (const batchSize of [32, 128]) {
  const [own = NaN, shuffled = NaN, ofTf = NaN, ofTorch = NaN] = await fromMemory(batchSize);
  console.log(line([batchSize, ...[own, shuffled, ofTf, ofTorch, own / ofTf, shuffled / ofTorch].map(shown)]));
}

const titles = ['2 workers, ms a sample', 'batch', 'lml, samples/s', 'torch, samples/s', 'lml ÷ torch'];
head([...titles, 'first batch: lml, s', 'torch, s']);
for (const [milliseconds, batchSize, steps] of /** @type {const} */ ([
  [5, 8, 20],
  [0, 32, 200],
])) {
  const own = await fromThreads([benchWait({ milliseconds })], 2, batchSize);
  const torch = pythonTurns('loading.py', [milliseconds, batchSize, 2]);
  const theirFirst = await torch.turn(1);
  // Where PyTorch cannot be imported it has said so.
  const peers = Number.isNaN(theirFirst) ? [own.peer] : [own.peer, torch];
  const times = await timesByTurns(peers, { rounds: ROUNDS, steps });
  const [mine = NaN, theirs = NaN] = peers.map(
    (_, peer) => (1000 * batchSize) / median(times.map((round) => Number(round[peer]))),
  );
  const cells = [mine, theirs, mine / theirs, own.first / 1000, theirFirst / 1000].map(shown);
  console.log(line([milliseconds, batchSize, ...cells]));
}

head(['7 × 7 filter, threads', 'processor time, ms a sample']);
for (const count of [0, 1, 2]) {
  const { run, end } = await fromThreads([benchFilter()], count, 8);
  const times = await timesByTurns([ownTurns(run, end)], { rounds: ROUNDS, steps: 100 });
  console.log(line([count, (median(times.map(([time]) => Number(time))) / 8).toFixed(3)]));
}
