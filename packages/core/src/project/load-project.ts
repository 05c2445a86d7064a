import { CheckpointError } from '../errors/checkpoint-error.js';
import { readCheckpoint } from '../training/checkpoints/checkpoint.js';
import { usedCheckpoint } from '../training/checkpoints/newest-checkpoint.js';
import { warn } from '../node/warnings.js';
import { isWithinData, withAbsentData } from './absent-dataset.js';
import { projectFromConfig } from './project-config.js';
import type { Project } from './project.js';
import { withoutPlaces } from './without-places.js';

/**
 * Makes a project of a checkpoint, or of a run's folder of its best, with its weights and what its predictor has learnt. The
 * packages that its components come from must have been imported. No data are opened before they are used; those that were handed over in
 * code, which no checkpoint holds, cannot be.
 *
 * Nothing in a checkpoint says where something is written, or where code is: of its loggers and its backend only those without
 * options are taken, and the project's folder is the default one. A warning names what is left out.
 *
 * @throws `LML_CHECKPOINT` if the checkpoint is damaged, or was written by a project with parts that the registry did not
 * make; it says which. Build those in code, and use `project.load`.
 *
 * @example
 * ```ts
 * import { loadProject } from '@lml/core';
 *
 * await loadProject('no/such/checkpoint'); // throws LML_FILE_NOT_FOUND
 * ```
 */
export async function loadProject(path: string): Promise<Project> {
  const checkpoint = await usedCheckpoint(path);
  const { manifest } = await readCheckpoint(checkpoint);
  const { config, missing = [] } = manifest;
  // What only watched the run is not needed to use what it learnt.
  const watchers = missing.filter((path) => /^trainer\.(callbacks|loggers)\./.test(path));
  const training = missing.filter((path) => /^data\.(sampler|split)(\.|$)/.test(path));
  const needed = missing.filter((path) => ![...watchers, ...training].includes(path) && !isWithinData(path));
  if (config === undefined || needed.length > 0) {
    const which = needed.length > 0 ? needed.join(', ') : 'the whole project';
    throw new CheckpointError(
      `The checkpoint '${checkpoint}' does not say how to make ${which}, since the registry did not make it. ` +
        'Make the project in code and call project.load(checkpoint).',
    );
  }
  if (watchers.length + training.length > 0) {
    const message = `The project of '${checkpoint}' is made without ${[...watchers, ...training].join(', ')}, which the registry did not make.`;
    warn('LML_PARTS_LEFT_OUT', message);
  }
  const safe = withoutPlaces(config);
  if (safe.leftOut.length > 0) {
    const message = `The project of '${checkpoint}' is made without ${safe.leftOut.join(', ')}: a checkpoint does not say where to write, or where code is. Say it in code.`;
    warn('LML_PARTS_LEFT_OUT', message);
  }
  const project = projectFromConfig(withAbsentData(safe.config, missing));
  await project.load(checkpoint);
  return project;
}
