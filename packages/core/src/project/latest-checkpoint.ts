import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { bestCheckpoint } from '../training/checkpoints/newest-checkpoint.js';
import { BEST_RUN, runNumbers } from './run-folder.js';
import type { ProjectOptions } from './project.js';

/**
 * The best checkpoint of the latest run, or search, of a project that has any. Those that are damaged are passed over with a warning, and what
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
    const run = `${place}/${name}/${number}`;
    const best = (await bestCheckpoint(run)) ?? (await ofSearch(run));
    if (best !== undefined) return best;
  }
  throw new FileNotFoundError(
    `There is no checkpoint under '${place}/${name}'. Train first (lml fit), or name another one (--checkpoint, project.load).`,
  );
}

/** The best checkpoint of what a search has trained at its end; its folds' are not for use. */
async function ofSearch(run: string): Promise<string | undefined> {
  for (const number of await runNumbers(run, BEST_RUN)) {
    const best = await bestCheckpoint(`${run}/${BEST_RUN}/${number}`);
    if (best !== undefined) return best;
  }
  return undefined;
}
