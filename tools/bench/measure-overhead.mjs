import { engineNames } from './node/engines.mjs';
import { CACHE, PROGRAMS, RUNS } from './paths.mjs';
import { startPeer } from './start-peer.mjs';
import { taskOf } from './task.mjs';

/** @typedef {import('./node/lml-ways.mjs').Way} Way */

/** @type {readonly Way[]} */
const WAYS = ['loop', 'trainer', 'full'];
/** Seconds at the beginning of each run that do not count: the first checkpoint is written, and Node still compiles code. */
const WARM = 2;

/**
 * How fast LML trains one model in each of its ways.
 *
 * @typedef {object} OverheadRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine
 * @property {Record<Way, import('./bursts.mjs').Burst[]>} ways
 * @property {string} [problem] why there is no more
 */

/**
 * Measures what the Trainer costs: for each model, size and engine one process that trains in all ways, in turns.
 *
 * @param {{ models: readonly import('./models.mjs').ModelName[], batches: readonly number[], engines: readonly string[] }} what
 * @param {{ rounds: number, seconds: number, patience: number, say: (text: string) => void }} how
 * @returns {Promise<OverheadRow[]>}
 */
export async function measureOverhead({ models, batches, engines }, how) {
  const rows = [];
  for (const model of models) {
    for (const batch of batches) {
      for (const engine of engines) rows.push(await measureOne(model, batch, engine, how));
    }
  }
  return rows;
}

/**
 * The engines of these names, or of the names of their peers; all where there are none.
 *
 * @param {readonly string[] | undefined} names
 * @throws for a name that no engine has
 */
export function chooseEngines(names) {
  const all = engineNames();
  if (names === undefined) return all;
  return names.map((name) => {
    const engine = name.replace(/^lml-/, '');
    if (all.includes(engine)) return engine;
    throw new Error(`There is no engine '${engine}' here. There are: ${all.join(', ')}.`);
  });
}

/**
 * @param {import('./models.mjs').ModelName} model
 * @param {number} batch
 * @param {string} engine
 * @param {{ rounds: number, seconds: number, patience: number, say: (text: string) => void }} how
 * @returns {Promise<OverheadRow>}
 */
async function measureOne(model, batch, engine, { rounds, seconds, patience, say }) {
  const about = `${model}, batch ${batch}: ${engine}`;
  /** @type {OverheadRow} */
  const row = { model, batch, engine, ways: { loop: [], trainer: [], full: [] } };
  /** @type {import('./start-peer.mjs').RunningPeer | undefined} */
  let running;
  try {
    const peer = { command: [process.execPath, PROGRAMS.overhead], task: { engine } };
    running = await startPeer(peer, taskOf(model, batch, { data: CACHE, runs: RUNS }), patience);
    for (let round = 0; round < rounds; round++) {
      // Another one begins in each round, so that none is always after the same one.
      for (const turn of WAYS.keys()) {
        const way = WAYS[(round + turn) % WAYS.length];
        const burst = { round, ...(await running.run({ way, warm: WARM, seconds })) };
        row.ways[way].push(burst);
        say(`${about} ${way} ${burst.samplesPerSecond.toPrecision(4)}/s`);
      }
    }
  } catch (error) {
    row.problem = /** @type {Error} */ (error).message;
    say(`${about}: ${row.problem}`);
  } finally {
    await running?.stop();
  }
  return row;
}
