import { DataModule, modelCheckpoint, Project } from '@lml/core';
import { iris } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { mlp } from '@lml/models';
import { adam } from '@lml/optimizers';
import { createHash } from 'node:crypto';

/**
 * A small project with all that a checkpoint has to keep: an order of samples, dropout of none, slots, several epochs.
 *
 * @param {string} folder
 * @param {{ maxEpochs: number, callbacks?: import('@lml/core').Callback[] }} options
 */
export function smallProject(folder, { maxEpochs, callbacks = [] }) {
  const learner = supervised({
    data: new DataModule({ dataset: iris(), batchSize: 16, split: { validation: 0.2 } }),
    model: mlp({ inputSize: 4, hiddenSizes: [5], outputSize: 3 }),
    loss: crossEntropy(),
    optimizer: adam({ lr: 0.01 }),
  });
  const kept = modelCheckpoint({ saveTopK: -1, every: { every: 3, unit: 'step' } });
  const trainer = { maxEpochs, loggers: [], progressBar: false, engine: 'eager', callbacks: [kept, ...callbacks] };
  return new Project({ learner, trainer: /** @type {any} */ (trainer), seed: 5, name: 'small', folder });
}

/**
 * The hash of all weights of a project.
 *
 * @param {Project} project
 */
export async function weightsHash({ learner }) {
  const hash = createHash('sha256');
  const weights = await /** @type {any} */ (learner).model.getWeights();
  for (const name of Object.keys(weights).sort())
    hash.update(name).update(new Uint8Array(weights[name].data.buffer.slice(0)));
  return hash.digest('hex');
}
