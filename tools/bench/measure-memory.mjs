import { peersWith } from './choose-peers.mjs';
import { MEMORY_RUNS } from './models.mjs';
import { CACHE, RUNS } from './paths.mjs';
import { startPeer } from './start-peer.mjs';
import { taskOf } from './task.mjs';

/** Memory is read after each tenth of the steps. */
const PARTS = 10;

/**
 * What one peer's memory did while it trained one model.
 *
 * @typedef {object} MemoryRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine the peer's name
 * @property {number} steps
 * @property {number[]} [residentBytes] after each tenth of the steps
 * @property {number | undefined} [peakBytes]
 * @property {string} [problem] why there is no number
 */

/**
 * Measures resident memory, one process after the other.
 *
 * @param {{ models: readonly string[], batches: readonly number[], peers: readonly import('./peers.mjs').Peer[] }} what
 * @param {{ steps: number | undefined, patience: number, say: (text: string) => void }} how `steps`: instead of the usual number
 * @returns {Promise<MemoryRow[]>}
 */
export async function measureMemory({ models, batches, peers }, { steps: wanted, patience, say }) {
  const rows = [];
  for (const run of MEMORY_RUNS) {
    if (!models.includes(run.model) || !batches.includes(run.batch)) continue;
    for (const peer of peersWith(peers, run.model)) {
      const { model, batch } = run;
      const part = Math.max(1, Math.round((wanted ?? run.steps) / PARTS));
      say(`${model}, batch ${batch}: memory of ${peer.name} over ${part * PARTS} steps`);
      const row = { model, batch, engine: peer.name, steps: part * PARTS };
      rows.push({ ...row, ...(await follow(peer, taskOf(model, batch, { data: CACHE, runs: RUNS }), part, patience)) });
    }
  }
  return rows;
}

/**
 * @param {import('./peers.mjs').Peer} peer
 * @param {Record<string, unknown>} task
 * @param {number} part
 * @param {number} patience
 * @returns {Promise<Partial<MemoryRow>>}
 */
async function follow(peer, task, part, patience) {
  /** @type {import('./start-peer.mjs').RunningPeer | undefined} */
  let running;
  try {
    running = await startPeer(peer, task, patience);
    const residentBytes = [];
    for (let index = 0; index < PARTS; index++) {
      await running.run({ steps: part });
      const memory = running.memory();
      if (memory === undefined) return { problem: 'the system does not tell' };
      residentBytes.push(memory.resident);
    }
    return { residentBytes, peakBytes: running.memory()?.peak };
  } catch (error) {
    return { problem: /** @type {Error} */ (error).message };
  } finally {
    await running?.stop();
  }
}
