// The loss `ctc` compiled, against PyTorch's: `node tools/bench/ctc.mjs`. PYTHON names another Python than setup.sh's.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onnx } from '@lml/compiler';
import { ndArray, RandomStreams } from '@lml/core';
import { ctc } from '@lml/losses';
import * as tf from '@tensorflow/tfjs';
import { PYTHON } from './paths.mjs';

const [TIME, BATCH, CLASSES] = [200, 32, 64];
const [ROUNDS, STEPS] = [9, 10];

/**
 * Processor time of a step in milliseconds, by turns of some steps each: beside other processes it says more than the clock.
 *
 * @typedef {(steps: number) => Promise<number>} Turn
 */

/**
 * @param {number} labels
 * @returns {Promise<{ turn: Turn, end: () => void }>}
 */
async function ownTurns(labels) {
  const random = new RandomStreams(0);
  const said = random.integers('labels', 0, BATCH * labels, CLASSES - 1).map((label) => label + 1);
  const batch = {
    logits: ndArray(random.normal('logits', 0, BATCH * TIME * CLASSES), { shape: [BATCH, TIME, CLASSES] }),
    labels: ndArray(Int32Array.from(said), { shape: [BATCH, labels] }),
  };
  const loss = ctc();
  const engine = onnx({ threads: 1 });
  await engine.setup({ seed: 0 });
  engine.declare([]);
  const step = {
    name: 'ctc',
    stage: /** @type {const} */ ('train'),
    training: true,
    run: (/** @type {any} */ given) => {
      const { value, grad } = tf.valueAndGrad((logits) => loss(logits, { labels: given.labels }))(given.logits);
      return { outputs: { value, slope: tf.sum(grad) } };
    },
  };
  const run = async (/** @type {number} */ steps) => {
    for (let index = 0; index < steps; index++) await engine.run(step, batch, { step: 0 });
  };
  return {
    async turn(steps) {
      const before = process.cpuUsage();
      await run(steps);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / steps;
    },
    end: () => engine.dispose(),
  };
}

/**
 * @param {number} labels
 * @returns {{ turn: Turn, end: () => void }}
 */
function torchTurns(labels) {
  const program = fileURLToPath(new URL('python/ctc.py', import.meta.url));
  const sizes = [TIME, BATCH, CLASSES, labels].map(String);
  const child = spawn(process.env['PYTHON'] ?? PYTHON, [program, ...sizes], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async turn(steps) {
      child.stdin.write(`${steps}\n`);
      return Number((await answers.next()).value);
    },
    end: () => child.stdin.end(),
  };
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

console.log(
  '| labels | lml-onnx, ms | torch, ms | lml-onnx / torch |\n| -----: | -----------: | --------: | ---------------: |',
);
for (const labels of [20, 30, 50]) {
  const peers = [await ownTurns(labels), torchTurns(labels)];
  for (const { turn } of peers) await turn(STEPS);
  /** @type {number[][]} */
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const times = [];
    for (const { turn } of peers) times.push(await turn(STEPS));
    rounds.push(times);
  }
  for (const { end } of peers) end();
  const [own, other] = [0, 1].map((peer) => median(rounds.map((times) => Number(times[peer]))).toFixed(1));
  const ratio = median(rounds.map(([mine = NaN, torch = NaN]) => mine / torch)).toFixed(2);
  console.log(`| ${labels} | ${own} | ${other} | ${ratio} |`);
}
