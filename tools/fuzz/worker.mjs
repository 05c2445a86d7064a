import fc from 'fast-check';
import { search } from './search.mjs';

/**
 * The process in which a target is fuzzed: `node worker.mjs <options as JSON>`. It sends each case before it is checked, so
 * that its parent knows at which one it ended or hangs; then each difference; and at last the progress.
 *
 * @typedef {object} WorkerOptions
 * @property {import('./targets/names.mjs').TargetName} name
 * @property {number} seed
 * @property {string | undefined} path
 * @property {number | undefined} cases
 * @property {number | undefined} seconds
 * @property {readonly Pick<import('./search.mjs').Finding, 'kind' | 'parts'>[]} known what was found already
 */

/**
 * @typedef {{ value: string } | { difference: import('./search.mjs').Difference } |
 *   { progress: import('./search.mjs').Progress }} Message
 */

const { name, ...options } = /** @type {WorkerOptions} */ (JSON.parse(process.argv[2] ?? ''));
const target = (await import(`./targets/${name}.mjs`))[name];
// The parent is gone.
process.once('disconnect', () => process.exit(1));
const send = (/** @type {Message} */ message) => process.send?.(message);

const progress = await search(target, {
  ...options,
  begin: (value) => send({ value: fc.stringify(value) }),
  found: (difference) => send({ difference }),
});
// Sessions and backends may keep a process alive.
process.send?.({ progress }, undefined, undefined, () => process.exit(0));
