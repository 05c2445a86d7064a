import { availableParallelism } from 'node:os';
import { MODELS } from './models.mjs';
import { writeData } from './write-data.mjs';

/** @typedef {ReturnType<typeof taskOf>} Task */

/**
 * What a peer's program is told: the model, its data, and where it may write.
 *
 * @param {import('./models.mjs').ModelName} model
 * @param {number} batch
 * @param {{ data: string, runs: string }} folders
 */
export function taskOf(model, batch, { data, runs }) {
  const { title: _, ...sizes } = MODELS[model];
  return { model, batch, ...sizes, threads: availableParallelism(), data: writeData(model, `${data}/data`), runs };
}
