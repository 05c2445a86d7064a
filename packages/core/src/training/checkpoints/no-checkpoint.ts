import { platform } from '#platform';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { FileNotFoundError } from '../../errors/file-not-found-error.js';
import type { LmlError } from '../../errors/lml-error.js';
import { isCheckpointName } from './checkpoint-name.js';
import { checkpointsFolder, splitCheckpointPath } from './checkpoint-path.js';

const WHICH = "Give a run's folder, as runs/project/1, or one of the folders in its checkpoints.";

/** What a run's folder has before its checkpoints. */
const RUN_FILES = ['config.yaml', 'metrics.jsonl', 'checkpoints'];

/** How many paths are named at most. */
const NAMED = 6;

/** The error for a path that is no checkpoint: it says what is there, and what could have been meant. */
export async function noCheckpoint(path: string, cause: unknown): Promise<LmlError> {
  const files = platform.files!;
  if (!(await files.exists(path)))
    return new FileNotFoundError(`There is no checkpoint '${path}': there is no such folder. ${WHICH}`, { cause });
  return new CheckpointError(await explain(path.replace(/(?<=.)[/\\]+$/, ''), await files.list(path)), { cause });
}

async function explain(path: string, names: readonly string[]): Promise<string> {
  const checkpoints = await foldersIn(checkpointsFolder(path));
  if (checkpoints.length > 0) return `'${path}' is a run, not a checkpoint. Its checkpoints: ${shown(checkpoints)}.`;
  if (names.some((name) => RUN_FILES.includes(name)))
    return `The run '${path}' has no checkpoint yet. Give one that has, or train anew.`;
  const { folder, id } = splitCheckpointPath(path);
  const inside = await foldersIn(path);
  if (id === 'checkpoints' && inside.length > 0)
    return `'${path}' is no checkpoint, but holds those of the run '${folder}': ${shown(inside)}. Give the run, or one of them.`;
  const below = await Promise.all(inside.map(foldersIn));
  const runs = await withCheckpoints([...inside, ...below.flat()]);
  if (runs.length > 0) return `'${path}' is no checkpoint. The runs in there are ${shown(runs)}: give one of them.`;
  return `'${path}' is no checkpoint, and no run that has any. ${WHICH}`;
}

async function withCheckpoints(folders: readonly string[]): Promise<string[]> {
  const inside = await Promise.all(folders.map((folder) => foldersIn(checkpointsFolder(folder))));
  return folders.filter((_, index) => inside[index]!.length > 0);
}

/** The folders in a folder that are not hidden. */
async function foldersIn(folder: string): Promise<string[]> {
  const files = platform.files!;
  const paths = (await files.list(folder)).filter(isCheckpointName).map((name) => `${folder}/${name}`);
  const contents = await Promise.all(paths.map((path) => files.list(path)));
  return paths.filter((_, index) => contents[index]!.length > 0);
}

function shown(paths: readonly string[]): string {
  return `${paths.slice(0, NAMED).join(', ')}${paths.length > NAMED ? ', …' : ''}`;
}
