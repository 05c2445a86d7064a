import { parseArgs } from 'node:util';
import { MODELS } from './models.mjs';

export const HELP = `Usage: npm run bench -- [options]

  --models <names>    ${Object.keys(MODELS).join(', ')}; default: all
  --batch <sizes>     default: 32,128
  --engines <names>   peers, or beginnings of their names as lml, lml-eager, tfjs; default: all but lml-eager-cpu
  --rounds <number>   bursts of each peer, with --overhead turns of the Trainer; default: 5
  --seconds <number>  length of a burst, at least that of a turn; default: 2
  --patience <number> seconds after which a peer that does not answer is given up; default: 60, with --memory 600
  --memory            resident memory over many steps instead of speed; default of --engines: the Trainer on each engine
  --overhead          what the Trainer costs instead of speed; --engines are then engines; default: all
  --optimizers        a step with each optimizer, as a multiple of one with Adam, instead of speed; default: the mlp at
                      batch 32; --engines are then engines; default: onnx
  --steps <number>    with --memory: so many instead of the usual number
  --json <file>       writes all that was measured
  --from <file>       measures nothing, but shows what --json wrote; may be given more than once
  --out <file>        writes the page (docs/benchmarks.md)

Lists are separated by commas.`;

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {import('./models.mjs').ModelName[]} models
 * @property {number[]} batches
 * @property {string[] | undefined} engines
 * @property {number} rounds
 * @property {number} seconds
 * @property {number} patience
 * @property {boolean} memory
 * @property {boolean} overhead
 * @property {boolean} optimizers
 * @property {number | undefined} steps
 * @property {string | undefined} json
 * @property {string[]} from
 * @property {string | undefined} out
 */

/**
 * Reads the command line.
 *
 * @param {readonly string[]} args
 * @returns {BenchOptions}
 * @throws for what is no option, no model or no number
 */
export function parseOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: flag,
      models: text,
      batch: text,
      engines: text,
      rounds: { ...text, default: '5' },
      seconds: { ...text, default: '2' },
      patience: text,
      memory: flag,
      overhead: flag,
      optimizers: flag,
      steps: text,
      json: text,
      from: { ...text, multiple: true, default: [] },
      out: text,
    },
  });
  const { help, memory, overhead, optimizers, json, from, out } = values;
  if ([memory, overhead, optimizers].filter(Boolean).length > 1) {
    throw new Error('--memory, --overhead and --optimizers are measurements of their own: run one after the other.');
  }
  return {
    ...{ help, memory, overhead, optimizers, json, from, out },
    models: list(values.models ?? (optimizers ? 'mlp' : Object.keys(MODELS).join())).map(modelName),
    batches: list(values.batch ?? (optimizers ? '32' : '32,128')).map((size) => positive('--batch', size, true)),
    engines: values.engines === undefined ? undefined : list(values.engines),
    rounds: positive('--rounds', values.rounds, true),
    seconds: positive('--seconds', values.seconds, false),
    patience: positive('--patience', values.patience ?? (memory ? '600' : '60'), false),
    steps: values.steps === undefined ? undefined : positive('--steps', values.steps, true),
  };
}

/** @param {string} name */
function modelName(name) {
  if (Object.hasOwn(MODELS, name)) return /** @type {import('./models.mjs').ModelName} */ (name);
  throw new Error(`There is no model '${name}': ${Object.keys(MODELS).join(', ')}.`);
}

/** @param {string} text */
function list(text) {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * @param {string} name
 * @param {string} text
 * @param {boolean} whole
 */
function positive(name, text, whole) {
  const value = Number(text);
  if (value > 0 && value < Infinity && (!whole || Number.isInteger(value))) return value;
  throw new Error(`${name} must be a positive ${whole ? 'whole number' : 'number'}, got '${text}'.`);
}
