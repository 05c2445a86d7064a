import type { RunContext } from '../callback.js';

/** Where a run writes its checkpoints. */
export function checkpointsFolder(folder: string): string {
  return `${folder}/checkpoints`;
}

/** Where a run writes its numbers. */
export function metricsFile(folder: string): string {
  return `${folder}/metrics.jsonl`;
}

/** Where a run writes the checkpoint of a name; `undefined` where it has no folder. */
export function checkpointPath({ folder }: Pick<RunContext, 'folder'>, id: string): string | undefined {
  return folder === undefined ? undefined : `${checkpointsFolder(folder)}/${id}`;
}

/** The folder that a checkpoint stands in, and its name there. */
export function splitCheckpointPath(path: string): { folder: string; id: string } {
  const parts = path.replace(/[/\\]+$/, '').split(/[/\\]/);
  const id = parts.pop()!;
  return { folder: parts.length === 0 ? '.' : parts.join('/') || '/', id };
}

/** The folder of the run that a checkpoint belongs to, if it stands where runs write them. */
export function runOfCheckpoint(path: string): string | undefined {
  const { folder, id } = splitCheckpointPath(splitCheckpointPath(path).folder);
  return id === 'checkpoints' ? folder : undefined;
}
