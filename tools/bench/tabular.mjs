// Transforms of 10^6 x 20 numbers against scikit-learn's, and the reading of a CSV file against pandas': `node tools/bench/tabular.mjs`. PYTHON
// names another Python than setup.sh's, which has both.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { csv } from '@lml/datasets';
import { oneHotEncoder, standardScaler } from '@lml/transforms';
import { CACHE, PYTHON } from './paths.mjs';

/** @typedef {import('@lml/core').NdArray<'float32'>} Rows */

const [ROWS, FEATURES, BATCH] = [Number(process.argv[2] ?? 1_000_000), 20, 65_536];
const ROUNDS = 5;
const FILE = `${CACHE}/tabular.csv`;
const CSV_ROWS = 600_000;
const TOWNS = ['Antwerp', 'Bergen', 'Cork', 'Delft', 'Espoo', 'Faro', 'Ghent', 'Hull'];

/** Numbers that Python makes too: whole ones from 0 to `values` - 1. @param {number} values */
const batches = (values) =>
  Array.from({ length: Math.ceil(ROWS / BATCH) }, (_, at) => {
    const rows = Math.min(BATCH, ROWS - at * BATCH);
    const data = Float32Array.from(
      { length: rows * FEATURES },
      (__, place) => ((at * BATCH * FEATURES + place) * 7919) % values,
    );
    return { input: /** @type {Rows} */ ({ dtype: 'float32', shape: [rows, FEATURES], data }) };
  });

/** @type {Record<string, { transform: import('@lml/core').Transform, data: ReturnType<typeof batches> }>} */
const cases = {
  StandardScaler: { transform: standardScaler(), data: batches(10_007) },
  OneHotEncoder: { transform: oneHotEncoder(), data: batches(10) },
};

/** @type {import('@lml/core').BatchContext} */
const context = {
  epoch: 0,
  random(stream) {
    throw new Error(`They draw nothing, and not ${stream}.`);
  },
};

/**
 * Processor times of fit and of the changes, in milliseconds, and a sum of what came out.
 *
 * @param {string} name
 */
async function own(name) {
  const { transform, data } = cases[name] ?? (() => { throw new Error(name); })(); // prettier-ignore
  const start = process.cpuUsage();
  await transform.fitBatches?.({
    async *[Symbol.asyncIterator]() {
      yield* data;
    },
  });
  const fitted = process.cpuUsage(start);
  const middle = process.cpuUsage();
  let sum = 0;
  for (const batch of data) {
    const made = await transform.applyBatch?.(batch, context);
    sum += checked(/** @type {Rows} */ (made?.['input']));
  }
  return [milliseconds(fitted), milliseconds(process.cpuUsage(middle)), sum];
}

/** A few of the numbers, so that both sides are known to do the same. @param {Rows} rows */
function checked({ data }) {
  let sum = 0;
  for (let place = 0; place < data.length; place += 1009) sum += Math.abs(data[place] ?? NaN);
  return sum;
}

/** The time of reading the file, by processor and by the clock. */
async function ownReading() {
  const [start, clock] = [process.cpuUsage(), performance.now()];
  const dataset = csv({ path: FILE, as: 'columns' });
  await dataset.open();
  return [milliseconds(process.cpuUsage(start)), performance.now() - clock, 'length' in dataset ? dataset.length : NaN];
}

/** @param {NodeJS.CpuUsage} usage */
function milliseconds({ user, system }) {
  return (user + system) / 1000;
}

/** Some 60 MB: 8 columns of numbers and 2 of texts. */
function writeFile() {
  if (existsSync(FILE)) return;
  mkdirSync(CACHE, { recursive: true });
  const lines = Array.from({ length: CSV_ROWS }, (_, row) => {
    const numbers = Array.from({ length: 8 }, (__, at) =>
      at < 2 ? (row * 7919 + at) % 100_003 : (((row * 8 + at) * 7919) % 1_000_003) / 977,
    );
    return [...numbers.map((value, at) => (at < 2 ? value : value.toFixed(5))), TOWNS[row % 8], `person ${row}`].join();
  });
  writeFileSync(FILE, `a,b,c,d,e,f,g,h,town,name\n${lines.join('\n')}\n`);
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

writeFile();
const program = fileURLToPath(new URL('python/tabular.py', import.meta.url));
const child = spawn(process.env['PYTHON'] ?? PYTHON, [program, ...[ROWS, FEATURES, BATCH].map(String), FILE], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

/** @param {string} name */
async function theirs(name) {
  child.stdin.write(`${name}\n`);
  return String((await answers.next()).value).split(' ').map(Number); // prettier-ignore
}

console.log('| what | lml, ms | Python, ms | Python / lml |');
console.log('| ---- | ------: | ---------: | -----------: |');
/**
 * @param {string} title
 * @param {readonly (readonly [number, number])[]} rounds
 */
function report(title, rounds) {
  const [mine, other] = [0, 1].map((side) => median(rounds.map((times) => Number(times[side]))));
  const ratio = median(rounds.map(([a, b]) => b / a));
  console.log(`| ${title} | ${mine?.toFixed(0)} | ${other?.toFixed(0)} | ${ratio.toFixed(2)} |`);
}
for (const name of [...Object.keys(cases), 'read_csv']) {
  const measure = name === 'read_csv' ? ownReading : () => own(name);
  await measure();
  const [first, second] = name === 'read_csv' ? ['processor', 'clock'] : ['fit', 'change'];
  /** @type {[number, number][][]} */
  const rounds = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const [mine, other] = [await measure(), await theirs(name)];
    const [ours = NaN, theirSum = NaN] = [mine[2], other[2]];
    if (!(Math.abs(ours / theirSum - 1) < 1e-4)) throw new Error(`${name} made ${ours}, Python ${theirSum}.`);
    for (const at of [0, 1]) rounds[at]?.push([Number(mine[at]), Number(other[at])]);
  }
  report(`${name}, ${first}`, rounds[0] ?? []);
  report(`${name}, ${second}`, rounds[1] ?? []);
}
child.stdin.end();
