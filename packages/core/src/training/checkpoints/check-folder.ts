import { platform } from '#platform';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { checkpointsFolder } from './checkpoint-path.js';

/**
 * Refuses a run's folder whose checkpoints would be written, and removed, elsewhere.
 *
 * @throws `LML_CHECKPOINT` where `checkpoints` is a link that leads out of the folder.
 */
export async function checkFolder(folder: string | undefined): Promise<void> {
  const { files } = platform;
  if (folder === undefined || files === undefined) return;
  const place = checkpointsFolder(folder);
  if (!(await files.exists(place)) || (await files.isInside(place, folder))) return;
  throw new CheckpointError(
    `'${place}' is a link that leads out of the run's folder, where checkpoints would be written and removed. ` +
      'Give the run a folder of its own; the folder itself may be a link.',
  );
}
