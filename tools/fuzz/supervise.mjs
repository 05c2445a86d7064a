import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { explains } from './search.mjs';

/** @typedef {import('./search.mjs').Difference} Difference */
/** @typedef {import('./targets/names.mjs').TargetName} TargetName */

/**
 * What came of a target.
 *
 * @typedef {object} Result
 * @property {TargetName} name
 * @property {number} cases
 * @property {number} seconds
 * @property {Difference[]} differences
 * @property {Record<string, number>} limits
 */

const WORKER = fileURLToPath(new URL('./worker.mjs', import.meta.url));
/** Seconds after which one case that says nothing hangs. */
const PATIENCE = 60;
/** A process of its own takes other seeds, so far apart that rounds do not meet. */
const APART = 100_000;

/**
 * Fuzzes a target in a process of its own, which may die, hang, or ruin the memory of a backend: then that is a difference
 * too, and another process goes on.
 *
 * @param {TargetName} name
 * @param {{ seed: number, path?: string | undefined, cases?: number | undefined, seconds: number, found?: (difference: Difference) => void }} options
 * @returns {Promise<Result>}
 */
export async function supervise(name, { seed, path, cases, seconds, found }) {
  /** @type {Result} */
  const result = { name, cases: 0, seconds: 0, differences: [], limits: {} };
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1000;
  for (let turn = 0; cases === undefined ? passed() < seconds : result.cases < cases; turn++) {
    const left = {
      cases: cases && cases - result.cases,
      seconds: cases === undefined ? seconds - passed() : undefined,
    };
    const known = result.differences.map(({ kind, parts }) => ({ kind, parts }));
    const ended = await runWorker({ name, seed: seed + turn * APART, path, ...left, known }, result, found);
    if (ended || path !== undefined) break;
  }
  return { ...result, seconds: passed() };
}

/**
 * @param {import('./worker.mjs').WorkerOptions} options
 * @param {Result} result which grows
 * @param {((difference: Difference) => void) | undefined} found
 * @returns {Promise<boolean>} whether it came to its end
 */
function runWorker(options, result, found) {
  return new Promise((resolve) => {
    const child = fork(WORKER, [JSON.stringify(options)], { execArgv: ['--max-old-space-size=3000'] });
    let last = '';
    let cases = 0;
    let isDone = false;
    const add = (/** @type {Difference} */ difference) => {
      if (result.differences.some((known) => explains(known, difference))) return;
      result.differences.push(difference);
      found?.(difference);
    };
    const hangs = () => child.kill('SIGKILL');
    let patience = setTimeout(hangs, 1000 * PATIENCE);
    child.on('message', (/** @type {import('./worker.mjs').Message} */ message) => {
      clearTimeout(patience);
      patience = setTimeout(hangs, 1000 * PATIENCE);
      if ('value' in message) [last, cases] = [message.value, cases + 1];
      else if ('difference' in message) add(message.difference);
      else {
        isDone = !message.progress.ruined;
        cases = message.progress.cases;
        for (const [key, count] of Object.entries(message.progress.limits))
          result.limits[key] = (result.limits[key] ?? 0) + count;
      }
    });
    child.on('exit', (code, signal) => {
      clearTimeout(patience);
      result.cases += cases;
      const how = signal === 'SIGKILL' ? `did not answer for ${PATIENCE} seconds` : `ended with ${signal ?? code}`;
      const text = `The process ${how} at the case\n${last}`;
      if (signal !== null || code !== 0)
        add({ kind: `the process ${how}`, parts: [`case ${last.length}`], text, seed: options.seed, path: '' });
      resolve(isDone);
    });
  });
}
