import type { RunContext } from '../callback.js';

/** Where a run writes the checkpoint of a name; `undefined` where it has no folder. */
export function checkpointPath({ folder }: Pick<RunContext, 'folder'>, id: string): string | undefined {
  return folder === undefined ? undefined : `${folder}/checkpoints/${id}`;
}
