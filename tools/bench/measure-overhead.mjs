import { timeRatio } from './bursts.mjs';
import { engineNames } from './node/engines.mjs';
import { CACHE, PROGRAMS, RUNS } from './paths.mjs';
import { startPeer } from './start-peer.mjs';
import { taskOf } from './task.mjs';

/** @typedef {import('./node/turns.mjs').Turn} Turn */

/** @type {readonly ('trainer' | 'full')[]} */
const WAYS = ['trainer', 'full'];
/** A turn counts if the loop by hand was about as fast before it as after it: not more than so many times. */
const STEADY = 1.1;
/** So many times as many turns as are wanted are made, if need be. */
const ATTEMPTS = 3;
/** Turns in one run; then another begins, with a learner and an engine of its own, whose memory lies elsewhere. */
const TURNS_EACH = 9;

/**
 * How fast LML trains one model, with the Trainer and by hand in turns.
 *
 * @typedef {object} OverheadRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine
 * @property {{ trainer: Turn[], full: Turn[] }} ways the Trainer as it is, and with bar, log and checkpoints
 * @property {number} unsteady turns that were thrown away
 * @property {string} [problem] why there is no more
 */

/**
 * Measures what the Trainer costs: for each model, size and engine a process in which it and a loop by hand take turns.
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
  const row = { model, batch, engine, ways: { trainer: [], full: [] }, unsteady: 0 };
  /** @type {import('./start-peer.mjs').RunningPeer | undefined} */
  let running;
  try {
    const command = [process.execPath, PROGRAMS.overhead];
    running = await startPeer(
      { command, task: { engine } },
      taskOf(model, batch, { data: CACHE, runs: RUNS }),
      patience,
    );
    for (let made = 0; made < rounds * ATTEMPTS; made += TURNS_EACH) {
      for (const way of WAYS) {
        const wanted = Math.min(TURNS_EACH, rounds - row.ways[way].length);
        if (wanted === 0) continue;
        /** @type {{ turns: Turn[] }} */
        const { turns } = await running.ask({ way, seconds, turns: wanted }, (patience + 2 * seconds) * (wanted + 1));
        const steady = turns.filter(isSteady);
        row.ways[way].push(...steady);
        row.unsteady += turns.length - steady.length;
        const ratios = steady.map((turn) => timeRatio(turn).toFixed(3));
        say(`${about} ${way} ${ratios.join(' ')}`);
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

/** @param {Turn} turn */
function isSteady({ loop }) {
  return Math.max(...loop) <= STEADY * Math.min(...loop);
}
