import { platform } from '#platform';

import { checkpointsFolder } from './checkpoint-path.js';

/** Removes what a run that was killed has left half-written in its folder. */
export async function sweepRun(folder: string): Promise<void> {
  const { files } = platform;
  if (files === undefined) return;
  await files.sweep(folder);
  const checkpoints = checkpointsFolder(folder);
  // A link to another place is not this run's.
  if (await files.isInside(checkpoints, folder)) await files.sweep(checkpoints);
}
