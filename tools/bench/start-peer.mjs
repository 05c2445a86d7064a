import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { RUNS } from './paths.mjs';
import { foreignShare, readMemory, readTicks } from './processor.mjs';

/**
 * What a peer tells after its first step.
 *
 * @typedef {object} Facts
 * @property {number} firstStepSeconds
 * @property {number} parameters
 * @property {string} [backend]
 * @property {string[]} [warnings] of LML: an engine that falls back to another says so
 * @property {Record<string, string>} [versions]
 *
 * A peer whose process waits for bursts.
 *
 * @typedef {object} RunningPeer
 * @property {Facts} facts
 * @property {(wanted: { seconds?: number, steps?: number }) => Promise<Omit<import('./bursts.mjs').Burst, 'round'>>} run
 * @property {(wanted: Record<string, unknown>, seconds: number) => Promise<any>} ask tells the peer something and waits for its answer
 * @property {() => { resident: number, peak: number } | undefined} memory
 * @property {() => Promise<void>} stop
 */

let started = 0;

/**
 * Starts a peer and waits until it has made its first step.
 *
 * @param {Pick<import('./peers.mjs').Peer, 'command' | 'task'>} peer
 * @param {Record<string, unknown>} task
 * @param {number} patience seconds after which the peer is given up; also for each burst, besides what was asked for
 * @returns {Promise<RunningPeer>}
 */
export async function startPeer({ command: [program, ...args], task: own }, task, patience) {
  // A file: who reads a pipe is woken whenever a progress bar is drawn, and computes beside the peer.
  mkdirSync(RUNS, { recursive: true });
  const printed = `${RUNS}/printed-${(started += 1)}.txt`;
  const file = openSync(printed, 'w');
  const child = spawn(program, [...args, JSON.stringify({ ...task, ...own })], {
    stdio: ['pipe', 'ignore', file, 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', CUDA_VISIBLE_DEVICES: '' },
  });
  // Without a number it could not be started, and no question about it comes up.
  const { pid = 0 } = child;
  closeSync(file);
  // A peer that died is noticed by its silence.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise((resolve) => child.once('close', resolve));
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) =>
      reject(new Error(`ended with ${signal ?? code}: ${errorLine(readFileSync(printed, 'utf8').slice(-4000))}`)),
    );
  });
  failed.catch(() => undefined);
  const replies = createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdio[3]) });
  const lines = replies[Symbol.asyncIterator]();

  /** @param {number} seconds */
  const reply = async (seconds) => {
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    /** @type {Promise<never>} */
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`gave no answer within ${seconds} s`)), 1000 * seconds);
    });
    try {
      const line = await Promise.race([lines.next(), late, failed]);
      // The line is closed a little before the process has ended.
      return line.done ? await failed : JSON.parse(line.value);
    } catch (error) {
      await stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  const kill = () => child.kill('SIGKILL');
  // A peer in the middle of a long step would not notice that it is alone.
  process.on('exit', kill);
  const stop = async () => {
    kill();
    replies.close();
    await ended;
    process.off('exit', kill);
  };

  const ask = (/** @type {Record<string, unknown>} */ wanted, /** @type {number} */ seconds) => {
    child.stdin?.write(`${JSON.stringify(wanted)}\n`);
    return reply(seconds);
  };
  const facts = await reply(patience);
  return {
    facts,
    stop,
    memory: () => readMemory(pid),
    ask,
    async run(wanted) {
      const before = readTicks(pid);
      const { samples, seconds } = await ask(wanted, patience + (wanted.seconds ?? 0));
      const after = readTicks(pid);
      const samplesPerSecond = samples / seconds;
      if (before === undefined || after === undefined) return { samplesPerSecond };
      return { samplesPerSecond, foreignLoad: foreignShare(before, after) };
    },
  };
}

/**
 * The line that says what went wrong, in Node's or Python's words.
 *
 * @param {string} printed
 */
function errorLine(printed) {
  const lines = printed.trim().split('\n');
  return lines.findLast((line) => /^\s*(\w*Error|\w+(\.\w+)*Exception)\b.*:/.test(line)) ?? lines[lines.length - 1];
}
