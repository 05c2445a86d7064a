import { platform } from '#platform';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { checkpointsFolder, metricsFile, splitCheckpointPath } from './checkpoint-path.js';

/**
 * Refuses a run's folder whose checkpoints would be written, and removed, elsewhere, or whose numbers be added to another file.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no path: an empty one would be the root of the file system. `LML_CHECKPOINT` where
 * `checkpoints` or `metrics.jsonl` is a link that leads out of the folder.
 */
export async function checkFolder(folder: string | undefined): Promise<void> {
  const { files } = platform;
  if (folder === undefined) return;
  if (typeof folder !== 'string' || folder === '') {
    const remedy = "Write '.' for the working directory, or leave it out to write nothing.";
    throw new InvalidArgumentError('folder', 'the path of a folder', folder, remedy);
  }
  if (files === undefined) return;
  const names = await files.list(folder);
  for (const place of [checkpointsFolder(folder), metricsFile(folder)]) {
    // By its name, as a link to what there is not yet leads somewhere too.
    if (!names.includes(splitCheckpointPath(place).id) || (await files.isInside(place, folder))) continue;
    throw new CheckpointError(
      `'${place}' is a link that leads out of the run's folder, where the run would write and remove what is its own. ` +
        'Give the run a folder of its own; the folder itself may be a link.',
    );
  }
}
