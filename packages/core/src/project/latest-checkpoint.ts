import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { bestCheckpoint } from '../training/checkpoints/newest-checkpoint.js';
import { runNumbers } from './run-folder.js';
import type { ProjectOptions } from './project.js';

/**
 * The best checkpoint of the latest run of a project that has any. Those that are damaged are passed over with a warning, and what
 * else lies beside them is left alone.
 *
 * @throws `LML_FILE_NOT_FOUND` if there is none; `LML_CHECKPOINT` if none of the run's can be read.
 *
 * @example
 * ```ts
 * import { latestCheckpoint } from '@lml/core';
 *
 * await latestCheckpoint({ name: 'never-trained' }); // throws LML_FILE_NOT_FOUND
 * ```
 */
export async function latestCheckpoint({
  name = 'project',
  folder,
}: Pick<ProjectOptions, 'name' | 'folder'>): Promise<string> {
  const place = typeof folder === 'string' ? folder : 'runs';
  for (const number of await runNumbers(place, name)) {
    const best = await bestCheckpoint(`${place}/${name}/${number}`);
    if (best !== undefined) return best;
  }
  throw new FileNotFoundError(
    `There is no checkpoint under '${place}/${name}'. Train first (lml fit), or name another one (--checkpoint, project.load).`,
  );
}
