import { summarise } from './bursts.mjs';
import { CACHE, RUNS } from './paths.mjs';
import { startPeer } from './start-peer.mjs';
import { taskOf } from './task.mjs';

/** Between bursts, so that threads of the one before, which wait for work, have gone to sleep. */
const PAUSE = 200;
/** A peer whose first step takes so many times the length of a burst is measured once, without warming up. */
const SLOW = 10;

/**
 * How fast one peer trains one model.
 *
 * @typedef {object} SpeedRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine the peer's name
 * @property {number} [samplesPerSecond] the median of bursts
 * @property {number | undefined} [foreignLoad] the median of what others used of the machine meanwhile, from 0 to 1
 * @property {number} [quietBursts] how many bursts others left alone
 * @property {import('./bursts.mjs').Burst[]} [bursts]
 * @property {number} [firstStepSeconds]
 * @property {number} [parameters] how many values are trained
 * @property {number | undefined} [peakBytes] of resident memory
 * @property {string} [backend] where TensorFlow.js computed
 * @property {string[]} [warnings] of LML
 * @property {Record<string, string>} [versions]
 * @property {string} [problem] why there is no number
 */

/**
 * Measures all peers on one model: all are started, then they take turns, round by round, one computing at a time.
 *
 * @param {{ model: import('./models.mjs').ModelName, batch: number, peers: readonly import('./peers.mjs').Peer[] }} what
 * @param {{ rounds: number, seconds: number, patience: number, say: (text: string) => void }} how
 * @returns {Promise<SpeedRow[]>}
 */
export async function measureSpeed({ model, batch, peers }, { rounds, seconds, patience, say }) {
  const task = taskOf(model, batch, { data: CACHE, runs: RUNS });
  const about = `${model}, batch ${batch}`;
  /** @type {Entry[]} */
  const entries = [];
  try {
    for (const peer of peers) {
      /** @type {Entry} */
      const entry = { row: { model, batch, engine: peer.name }, bursts: [], slow: false };
      entries.push(entry);
      await attempt(entry, about, say, async () => {
        say(`${about}: ${peer.name} starts`);
        entry.running = await startPeer(peer, task, patience);
        Object.assign(entry.row, entry.running.facts);
        entry.slow = entry.running.facts.firstStepSeconds > SLOW * seconds;
        if (!entry.slow) await entry.running.run({ seconds });
      });
    }
    for (let round = 0; round < rounds; round++) {
      // Another one begins in each round, so that none is always after the same one.
      const order = entries.map((_, turn) => entries[(round + turn) % entries.length]);
      for (const entry of order) await attempt(entry, about, say, () => runBurst(entry, round));
    }
    for (const { row, bursts, running } of entries) {
      if (bursts.length === 0 || row.problem !== undefined) continue;
      Object.assign(row, summarise(bursts), { bursts, peakBytes: running?.memory()?.peak });
    }
  } finally {
    for (const { running } of entries) await running?.stop();
  }
  return entries.map(({ row }) => row);

  /**
   * @param {Entry} entry
   * @param {number} round
   */
  async function runBurst({ row, bursts, running, slow }, round) {
    if (running === undefined || row.problem !== undefined || (slow && bursts.length > 0)) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const burst = { round, ...(await running.run({ seconds })) };
    bursts.push(burst);
    say(`${about}: ${row.engine} ${burst.samplesPerSecond.toPrecision(4)}/s`);
  }
}

/**
 * A peer while it is measured.
 *
 * @typedef {object} Entry
 * @property {SpeedRow} row
 * @property {import('./bursts.mjs').Burst[]} bursts
 * @property {import('./start-peer.mjs').RunningPeer} [running]
 * @property {boolean} slow one burst is enough
 */

/**
 * Notes what goes wrong with a peer; the others go on.
 *
 * @param {Entry} entry
 * @param {string} about
 * @param {(text: string) => void} say
 * @param {() => Promise<void>} action
 */
async function attempt({ row }, about, say, action) {
  try {
    await action();
  } catch (error) {
    row.problem = /** @type {Error} */ (error).message;
    say(`${about}: ${row.engine}: ${row.problem}`);
  }
}
