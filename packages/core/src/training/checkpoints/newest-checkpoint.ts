import { platform } from '#platform';

import { LmlError } from '../../errors/lml-error.js';
import { warn } from '../../warnings.js';
import { readCheckpoint, readManifest } from './checkpoint.js';
import { checkpointsFolder } from './checkpoint-path.js';

/**
 * The checkpoint that a path means: its own, or of a run's folder the newest that can be read. Newer ones that cannot be read are
 * named in a warning.
 *
 * @throws `LML_CHECKPOINT` if there are some, but none can be read.
 */
export async function newestCheckpoint(path: string): Promise<string> {
  const folder = checkpointsFolder(path);
  const ids = typeof path === 'string' ? ((await platform.files?.list(folder)) ?? []) : [];
  const found: { path: string; batch: number }[] = [];
  const unread: { path: string; error: LmlError }[] = [];
  const note = (path: string, error: unknown): void => {
    if (!LmlError.isInstance(error)) throw error;
    unread.push({ path, error });
  };
  for (const id of ids.filter((name) => !name.startsWith('.'))) {
    const inside = `${folder}/${id}`;
    await readManifest(inside).then(
      ({ clock }) => found.push({ path: inside, batch: clock.batch }),
      (error: unknown) => note(inside, error),
    );
  }
  for (const candidate of found.sort((a, b) => b.batch - a.batch)) {
    try {
      await readCheckpoint(candidate.path);
    } catch (error) {
      note(candidate.path, error);
      continue;
    }
    for (const { error } of unread)
      warn('LML_CHECKPOINT_PASSED_OVER', `${error.message} Going on from '${candidate.path}'.`);
    return candidate.path;
  }
  if (unread.length > 0) throw unread[0]!.error;
  return path;
}
