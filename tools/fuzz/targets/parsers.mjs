import { main } from '@lml/cli';
import { parseConfig, projectFromConfig, RandomStreams, readSafetensors } from '@lml/core';
import { csv, csvStream, idx, json, jsonl, jsonlStream, mat, npyLabelled, npz, safetensors } from '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/predictors';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configTexts, overrides, PROJECT } from '../bytes/configs.mjs';
import { idxBytes, matBytes, npyBytes, npzBytes, safetensorsBytes } from '../bytes/files.mjs';
import { csvBytes, jsonBytes, jsonLinesBytes } from '../bytes/text-tables.mjs';
import { guarded } from '../bytes/guard.mjs';
import { scratchFolder } from '../bytes/scratch.mjs';

/** @typedef {{ parser: keyof typeof DATASETS | 'safetensors', bytes: Uint8Array } | { parser: 'config', text: string, set: string[] } | { parser: 'command', args: string[] }} ParserCase */

const WORDS = [
  ...[
    'fit',
    'test',
    'predict',
    'describe',
    'graph',
    'list',
    'schema',
    'help',
    'loss',
    '--help',
    '--version',
    '--json',
    '--stage',
    'train',
  ],
  ...[
    '--checkpoint',
    '--output',
    '--resume',
    '--plugin',
    'project.yaml',
    'missing.yaml',
    '.',
    '..',
    '',
    '--',
    'seed=2',
    '--no-such',
    '-x',
  ],
];

const folder = scratchFolder();
process.chdir(folder);

const PATH = join(folder, 'x');

/** Datasets that read a file of foreign bytes. */
const DATASETS = {
  npy: () => npyLabelled({ inputs: PATH, targets: PATH }),
  npz: () => npz({ path: PATH, inputs: 'x' }),
  idx: () => idx({ inputs: PATH, targets: PATH, channels: true }),
  mat: () => mat({ path: PATH, inputs: 'x', targets: 'x', samplesAxis: 'last' }),
  'safetensors dataset': () => safetensors({ path: PATH, inputs: 'a' }),
  csv: () => csv({ path: PATH, as: 'columns' }),
  'csv in another dialect': () =>
    csv({
      path: PATH,
      target: 'a',
      delimiter: ';',
      decimal: ',',
      thousands: '.',
      comment: '#',
      skipRows: 1,
      classes: true,
    }),
  'csv without quotes': () =>
    csv({ path: PATH, header: ['a', 'b'], quote: '', encoding: 'utf-16le', types: { a: 'date', b: 'integer' } }),
  'csv-stream': () => csvStream({ path: PATH, target: 'a', missingTarget: 'drop', metadata: ['b'], as: 'columns' }),
  json: () => json({ path: PATH, as: 'columns' }),
  jsonl: () => jsonl({ path: PATH, as: 'columns', types: { a: 'text', c: 'integer' } }),
  'jsonl-stream': () => jsonlStream({ path: PATH, target: 'a', missingTarget: 'drop' }),
};

/** Bytes that look like the files that they read. */
const BYTES = {
  npy: npyBytes,
  npz: npzBytes,
  idx: idxBytes,
  mat: matBytes,
  'safetensors dataset': safetensorsBytes,
  csv: csvBytes,
  'csv in another dialect': csvBytes,
  'csv without quotes': csvBytes,
  'csv-stream': csvBytes,
  json: jsonBytes,
  jsonl: jsonLinesBytes,
  'jsonl-stream': jsonLinesBytes,
};

process.stdout.setMaxListeners(0);

/**
 * Foreign bytes and texts: each gives a value or an error with a code, and takes neither long nor much.
 *
 * @type {import('../search.mjs').Target<ParserCase>}
 */
export const parsers = {
  name: 'parsers',
  cases: fc.oneof(
    fc.record({ parser: fc.constant(/** @type {const} */ ('safetensors')), bytes: safetensorsBytes }),
    ...Object.entries(BYTES).map(([parser, bytes]) =>
      fc.record({ parser: fc.constant(/** @type {keyof typeof DATASETS} */ (parser)), bytes }),
    ),
    fc.record({ parser: fc.constant(/** @type {const} */ ('config')), text: configTexts, set: overrides }),
    fc.record({
      parser: fc.constant(/** @type {const} */ ('command')),
      args: fc.oneof(
        fc.array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ maxLength: 8 })), { maxLength: 5 }),
        overrides.map((set) => ['describe', 'graph', 'project.yaml', ...set]),
      ),
    }),
  ),
  check: (given, { limit }) => guarded(given.parser, reproduction(given), () => run(given), limit),
};

/** @param {ParserCase} given */
async function run(given) {
  if (given.parser === 'safetensors') return readSafetensors(given.bytes);
  if (given.parser === 'command') return runCommand(given.args);
  if (given.parser === 'config') {
    const { config, locating } = parseConfig(given.text, { overrides: given.set });
    return locating(() => projectFromConfig(config));
  }
  writeFileSync(PATH, given.bytes);
  const dataset = DATASETS[given.parser]();
  await dataset.open();
  if ('iterate' in dataset) {
    const random = (/** @type {string} */ stream) => new RandomStreams(0).at(stream, 0);
    for await (const _ of dataset.iterate({ epoch: 0, seed: 0, random })) continue;
  } else if (dataset.length > 0) await dataset.get(dataset.length - 1);
}

/**
 * Runs the command in this process. What it prints must not be a stack.
 *
 * @param {readonly string[]} args
 */
async function runCommand(args) {
  writeFileSync(join(folder, 'project.yaml'), PROJECT);
  let printed = '';
  const writers = [process.stdout, process.stderr].map((stream) => ({ stream, write: stream.write }));
  for (const { stream } of writers) {
    stream.write = /** @type {typeof stream.write} */ (
      (/** @type {unknown} */ text) => ((printed += String(text)), true)
    );
  }
  try {
    await main(args);
  } finally {
    for (const { stream, write } of writers) stream.write = write;
  }
  const stack = /^(\w*Error.*)\n\s+at .*$/m.exec(printed);
  if (stack !== null) throw new Error(`a stack is printed: ${stack[1]}`);
}

/** @param {ParserCase} given */
function reproduction(given) {
  if (given.parser === 'command') return `lml ${given.args.map((arg) => JSON.stringify(arg)).join(' ')}`;
  if (given.parser === 'config') return `parseConfig(${short(given.text)}, { overrides: ${short(given.set)} })`;
  return `Uint8Array.of(${given.bytes.join(', ')}) // ${JSON.stringify(new TextDecoder('latin1').decode(given.bytes))}`;
}

/** @param {unknown} value */
function short(value) {
  const text = JSON.stringify(value);
  return text.length > 2000 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}
