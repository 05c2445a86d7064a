// Splitters of 10^6 rows against scikit-learn's: `node tools/bench/splitters.mjs`. PYTHON names another Python than setup.sh's.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as splitters from '@lml/splitters';
import { PYTHON } from './paths.mjs';

const [ROWS, CLASSES, GROUPS] = [Number(process.argv[2] ?? 1_000_000), 10, 2000];
const ROUNDS = 5;
const seeded = { shuffle: true, randomState: 7 };

/** By scikit-learn's names, options as LML has them. @type {[string, object][]} */
const cases = [
  ['KFold', {}],
  ['KFold', seeded],
  ['StratifiedKFold', {}],
  ['StratifiedKFold', seeded],
  ['GroupKFold', {}],
  ['GroupKFold', seeded],
  ['StratifiedGroupKFold', {}],
  ['StratifiedGroupKFold', seeded],
  ['RepeatedKFold', { nRepeats: 2, randomState: 7 }],
  ['RepeatedStratifiedKFold', { nRepeats: 2, randomState: 7 }],
  ['ShuffleSplit', { nSplits: 5, randomState: 7 }],
  ['StratifiedShuffleSplit', { nSplits: 5, randomState: 7 }],
  ['GroupShuffleSplit', { randomState: 7 }],
  ['TimeSeriesSplit', {}],
];

const targets = Int32Array.from({ length: ROWS }, (_, index) => (index * 7919) % CLASSES);
const groups = Int32Array.from({ length: ROWS }, (_, index) => (index * 104_729) % GROUPS);

/**
 * The processor time of all folds in milliseconds, and the number of samples that were tested.
 *
 * @param {string} name
 * @param {object} options
 * @returns {[number, number]}
 */
function own(name, options) {
  const makers = /** @type {Record<string, (options: object) => import('@lml/core').Splitter>} */ (
    /** @type {unknown} */ (splitters)
  );
  const splitter = /** @type {any} */ (makers)[(name[0] ?? '').toLowerCase() + name.slice(1)](options);
  const before = process.cpuUsage();
  let count = 0;
  const input = { length: ROWS, targets, ...(name.includes('Group') && { groups }) };
  for (const { test } of splitter.split(input)) count += test.length;
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, count];
}

const program = fileURLToPath(new URL('python/splitters.py', import.meta.url));
const child = spawn(process.env['PYTHON'] ?? PYTHON, [program, ...[ROWS, CLASSES, GROUPS].map(String)], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

/**
 * @param {string} name
 * @param {object} options
 * @returns {Promise<number[]>}
 */
async function theirs(name, options) {
  child.stdin.write(`${name} ${JSON.stringify(options)}\n`);
  return String((await answers.next()).value)
    .split(' ')
    .map(Number);
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

console.log('| splitter | options | lml, ms | scikit-learn, ms | scikit-learn / lml |');
console.log('| -------- | ------- | ------: | ---------------: | -----------------: |');
for (const [name, options] of cases) {
  own(name, options);
  const slow = name === 'StratifiedGroupKFold';
  /** @type {number[][]} */
  const rounds = [];
  for (let round = 0; round < (slow ? 1 : ROUNDS); round++) {
    const [[mine, ours], [other = NaN, count]] = [own(name, options), await theirs(name, options)];
    if (ours !== count) throw new Error(`${name} tested ${ours} samples, scikit-learn ${count}.`);
    rounds.push([mine, other]);
  }
  const [mine, other] = [0, 1].map((peer) => median(rounds.map((times) => Number(times[peer]))));
  const ratio = median(rounds.map(([a = NaN, b = NaN]) => b / a));
  const shown = JSON.stringify(options).replaceAll('"', '').replaceAll(/[:,]/g, '$& ').slice(1, -1);
  console.log(`| ${name} | ${shown} | ${mine?.toFixed(0)} | ${other?.toFixed(0)} | ${ratio.toFixed(2)} |`);
}
child.stdin.end();
