import { engineNames } from './node/engines.mjs';
import { measureExchange } from './measure-exchange.mjs';
import { CACHE, PROGRAMS, RUNS } from './paths.mjs';
import { startPeer } from './start-peer.mjs';
import { taskOf } from './task.mjs';

/** @typedef {import('./node/lml-ways.mjs').Way} Way */

/** @type {readonly Way[]} */
const WAYS = ['loop', 'trainer', 'full'];
/** Seconds at the beginning of each run that do not count: the first checkpoint is written, and Node still compiles code. */
const WARM = 2;
/** A round counts if the cores exchanged numbers about as fast all the while: between its runs no more than so many times slower. */
const STEADY = 1.5;
/** So many times as many rounds as are wanted are made, if need be. */
const ATTEMPTS = 3;
/**
 * Rounds in one process. Where memory lies differs between processes, and favours one way or the other by some percent; but code
 * that runs a few times a second takes a while until Node has compiled it.
 */
const ROUNDS_EACH = 9;

/**
 * How fast LML trains one model in each of its ways.
 *
 * @typedef {object} OverheadRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine
 * @property {Record<Way, import('./bursts.mjs').Burst[]>} ways
 * @property {number} unsteady rounds that were thrown away
 * @property {string} [problem] why there is no more
 */

/**
 * Measures what the Trainer costs: for each model, size and engine processes that train in all ways, in turns.
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
  const row = { model, batch, engine, ways: { loop: [], trainer: [], full: [] }, unsteady: 0 };
  /** @type {import('./start-peer.mjs').RunningPeer | undefined} */
  let running;
  try {
    const peer = { command: [process.execPath, PROGRAMS.overhead], task: { engine } };
    const task = taskOf(model, batch, { data: CACHE, runs: RUNS });
    for (let made = 0; row.ways.loop.length < rounds && made < rounds * ATTEMPTS; made++) {
      running ??= await startPeer(peer, task, patience);
      const bursts = await runAll(running, row.ways.loop.length, seconds);
      if (bursts === undefined) row.unsteady++;
      else for (const way of WAYS) row.ways[way].push(bursts[way]);
      say(
        `${about} ${WAYS.map((way) => `${way} ${bursts?.[way].samplesPerSecond.toPrecision(4) ?? '?'}/s`).join(', ')}`,
      );
      if ((made + 1) % ROUNDS_EACH !== 0) continue;
      await running.stop();
      running = undefined;
    }
  } catch (error) {
    row.problem = /** @type {Error} */ (error).message;
    say(`${about}: ${row.problem}`);
  } finally {
    await running?.stop();
  }
  return row;
}

/**
 * One round: a run of each way. Nothing if the machine changed meanwhile.
 *
 * @param {import('./start-peer.mjs').RunningPeer} running
 * @param {number} round
 * @param {number} seconds
 * @returns {Promise<Record<Way, import('./bursts.mjs').Burst> | undefined>}
 */
async function runAll(running, round, seconds) {
  /** @type {Partial<Record<Way, import('./bursts.mjs').Burst>>} */
  const bursts = {};
  const exchanges = [await measureExchange()];
  for (const turn of WAYS.keys()) {
    // Another one begins in each round, so that none is always after the same one.
    const way = WAYS[(round + turn) % WAYS.length];
    bursts[way] = { round, ...(await running.run({ way, warm: WARM, seconds })) };
    exchanges.push(await measureExchange());
    if (Math.max(...exchanges) > STEADY * Math.min(...exchanges)) return undefined;
  }
  return /** @type {Record<Way, import('./bursts.mjs').Burst>} */ (bursts);
}
