import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PYTHON } from './paths.mjs';

/**
 * Processor time of a step in milliseconds, over some steps: beside other processes it says more than the clock.
 *
 * @typedef {(steps: number) => Promise<number>} Turn
 */

/** @typedef {{ turn: Turn, end: () => void }} Peer */

/**
 * What this process runs.
 *
 * @param {(steps: number) => Promise<void>} run
 * @param {() => void} end
 * @returns {Peer}
 */
export function ownTurns(run, end) {
  return {
    async turn(steps) {
      const before = process.cpuUsage();
      await run(steps);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000 / steps;
    },
    end,
  };
}

/**
 * A program beside `python/`, which for each number of steps on its input prints the time of one. PYTHON names another Python than setup.sh's.
 *
 * @param {string} program
 * @param {readonly number[]} sizes
 * @returns {Peer}
 */
export function pythonTurns(program, sizes) {
  const path = fileURLToPath(new URL(`python/${program}`, import.meta.url));
  const child = spawn(process.env['PYTHON'] ?? PYTHON, [path, ...sizes.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async turn(steps) {
      child.stdin.write(`${steps}\n`);
      return Number((await answers.next()).value);
    },
    end: () => child.stdin.end(),
  };
}

/**
 * The times of peers, a turn each in every round, after one that does not count; ends them.
 *
 * @param {readonly Peer[]} peers
 * @param {{ rounds: number, steps: number }} how
 * @returns {Promise<number[][]>} a list for each round
 */
export async function timesByTurns(peers, { rounds, steps }) {
  for (const { turn } of peers) await turn(steps);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const own = [];
    for (const { turn } of peers) own.push(await turn(steps));
    times.push(own);
  }
  for (const { end } of peers) end();
  return times;
}

/** @param {readonly number[]} values */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
