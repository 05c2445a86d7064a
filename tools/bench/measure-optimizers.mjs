import { measureSpeed } from './measure-speed.mjs';
import { optimizerNames } from './node/optimizers.mjs';
import { PROGRAMS } from './paths.mjs';

/** What the others are compared with. */
const REFERENCE = 'adam';

/**
 * How long a training step takes with one optimizer.
 *
 * @typedef {object} OptimizerRow
 * @property {import('./models.mjs').ModelName} model
 * @property {number} batch
 * @property {string} engine
 * @property {string} optimizer
 * @property {number | undefined} [ratio] its time a step as a multiple of that with Adam, in the same rounds
 * @property {string[] | undefined} [warnings] of LML: an engine that falls back to another says so
 * @property {string | undefined} [problem] why there is no number
 */

/**
 * Measures a training step with each optimizer, in turns with one with Adam: two processes at a time.
 *
 * @param {{ models: readonly import('./models.mjs').ModelName[], batches: readonly number[], engines: readonly string[] }} what
 * @param {{ rounds: number, seconds: number, patience: number, say: (text: string) => void }} how
 * @returns {Promise<OptimizerRow[]>}
 */
export async function measureOptimizers({ models, batches, engines }, how) {
  const rows = [];
  for (const model of models) {
    for (const batch of batches) {
      for (const engine of engines) {
        for (const optimizer of optimizerNames()) {
          if (optimizer === REFERENCE) continue;
          const peers = [REFERENCE, optimizer].map((name) => peerOf(engine, name));
          const [reference, own] = await measureSpeed({ model, batch, peers }, how);
          const problem = reference.problem ?? own.problem;
          const ratio =
            problem === undefined ? Number(reference.samplesPerSecond) / Number(own.samplesPerSecond) : undefined;
          rows.push({ model, batch, engine, optimizer, ratio, warnings: own.warnings, problem });
        }
      }
    }
  }
  return rows;
}

/**
 * @param {string} engine
 * @param {string} optimizer
 * @returns {import('./peers.mjs').Peer}
 */
function peerOf(engine, optimizer) {
  const command = [process.execPath, PROGRAMS.lml];
  const task = { engine, way: 'loop', optimizer };
  return {
    name: `${optimizer} on ${engine}`,
    about: `a loop by hand with ${optimizer}`,
    command,
    task,
    onRequest: true,
  };
}
