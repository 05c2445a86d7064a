import { parseArgs } from 'node:util';
import { TARGETS } from './targets/names.mjs';

export const HELP = `Usage: npm run fuzz -- [options]

  --what <names>     ${TARGETS.join(', ')}; default: all, one after the other
  --seconds <number> shared by the targets; default: 60 for each
  --cases <number>   so many of each target instead of a time
  --seed <number>    equal seeds give equal cases; default: 1
  --path <path>      with one target and a seed: only the case that was found there
  --json <file>      writes what was found, and on which machine
  --page <file>      replaces the figures in a page (docs/reliability.md)

Names are separated by commas. It prints each difference once, shrunk, and exits with 1 if there is any.`;

/**
 * @typedef {object} FuzzOptions
 * @property {boolean} help
 * @property {import('./targets/names.mjs').TargetName[]} what
 * @property {number} seconds of each target
 * @property {number | undefined} cases of each target
 * @property {number} seed
 * @property {string | undefined} path
 * @property {string | undefined} json
 * @property {string | undefined} page
 */

/**
 * Reads the command line.
 *
 * @param {readonly string[]} args
 * @returns {FuzzOptions}
 * @throws for what is no option, no target or no number
 */
export function parseOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', default: false },
      what: { ...text, default: TARGETS.join() },
      seconds: text,
      cases: text,
      seed: { ...text, default: '1' },
      path: text,
      json: text,
      page: text,
    },
  });
  const what = values.what.split(',').map((name) => targetName(name.trim()));
  if (values.path !== undefined && what.length !== 1) throw new Error('--path is of one target: say which by --what.');
  return {
    what,
    help: values.help,
    seconds: values.seconds === undefined ? 60 : positive('--seconds', values.seconds) / what.length,
    cases: values.cases === undefined ? undefined : whole('--cases', values.cases),
    seed: whole('--seed', values.seed),
    path: values.path,
    json: values.json,
    page: values.page,
  };
}

/** @param {string} name */
function targetName(name) {
  const target = TARGETS.find((each) => each === name);
  if (target !== undefined) return target;
  throw new Error(`There is no target '${name}': ${TARGETS.join(', ')}.`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const value = Number(text);
  if (value > 0 && value < Infinity) return value;
  throw new Error(`${name} must be a positive number, got '${text}'.`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  const value = positive(name, text);
  if (Number.isInteger(value) && value < 2 ** 31) return value;
  throw new Error(`${name} must be a whole number below 2³¹, got '${text}'.`);
}
