import { platform } from '#platform';

import { LmlError } from '../../errors/lml-error.js';
import { warn } from '../../node/warnings.js';
import { readCheckpoint, readManifest, type CheckpointManifest } from './checkpoint.js';
import { isCheckpointName } from './checkpoint-name.js';
import { checkpointsFolder, splitCheckpointPath } from './checkpoint-path.js';
import { parseKept } from './kept-checkpoints.js';

/**
 * The checkpoint that a path means to go on from: its own, or of a run's folder the newest that can be read. Others that cannot
 * be read are named in a warning.
 *
 * @throws `LML_CHECKPOINT` if there are some, but none can be read; as `readManifest` does for what is no checkpoint.
 */
export async function newestCheckpoint(path: string): Promise<string> {
  return (await firstReadable(path, (newestFirst) => newestFirst)) ?? (await itself(path));
}

/**
 * The checkpoint that a path means to use: its own, or of a run's folder the best, as {@link bestCheckpoint} says.
 *
 * @throws `LML_CHECKPOINT` if there are some, but none can be read; as `readManifest` does for what is no checkpoint.
 */
export async function usedCheckpoint(path: string): Promise<string> {
  return (await bestCheckpoint(path)) ?? (await itself(path));
}

async function itself(path: string): Promise<string> {
  await readManifest(path);
  return path;
}

/**
 * The best checkpoint of a run: what its newest one calls the best, or else the newest; of those that can be read. Others are
 * named in a warning. `undefined` if the run has none.
 *
 * @throws `LML_CHECKPOINT` if there are some, but none can be read.
 */
export function bestCheckpoint(run: string): Promise<string | undefined> {
  return firstReadable(run, (newestFirst) => {
    const names = newestFirst[0] === undefined ? [] : bestOf(newestFirst[0]);
    const best = names.flatMap((id) => newestFirst.filter(({ path }) => splitCheckpointPath(path).id === id));
    return [...best, ...newestFirst];
  });
}

interface Found {
  readonly path: string;
  readonly manifest: CheckpointManifest;
}

/** The first checkpoint of a run, in an order that is made of the newest first, of which all can be read. */
async function firstReadable(
  run: string,
  order: (newestFirst: readonly Found[]) => readonly Found[],
): Promise<string | undefined> {
  const unread = new Map<string, LmlError>();
  const note = (path: string, error: unknown): void => {
    if (!LmlError.isInstance(error)) throw error;
    unread.set(path, error);
  };
  const found: Found[] = [];
  for (const path of await checkpointsOf(run)) {
    await readManifest(path).then(
      (manifest) => found.push({ path, manifest }),
      (error: unknown) => note(path, error),
    );
  }
  found.sort((a, b) => b.manifest.clock.batch - a.manifest.clock.batch);
  for (const { path } of order(found)) {
    if (unread.has(path)) continue;
    try {
      await readCheckpoint(path);
    } catch (error) {
      note(path, error);
      continue;
    }
    for (const error of unread.values())
      warn('LML_CHECKPOINT_PASSED_OVER', `${error.message} Going on with '${path}'.`);
    return path;
  }
  for (const error of unread.values()) throw error;
  return undefined;
}

/** The folders of a run that may be checkpoints: what else people put beside them is none. */
async function checkpointsOf(run: unknown): Promise<string[]> {
  const { files } = platform;
  if (typeof run !== 'string' || files === undefined) return [];
  const folder = checkpointsFolder(run);
  // One whose replacing was cut off stands aside.
  const names = (await files.list(folder)).map((name) => /^\.(.+)\.old$/.exec(name)?.[1] ?? name);
  const paths = [...new Set(names)].filter(isCheckpointName).map((id) => `${folder}/${id}`);
  const contents = await Promise.all(paths.map(async (path) => files.list(await files.locateFolder(path))));
  return paths.filter((_, index) => contents[index]!.length > 0);
}

/** What a checkpoint calls the best beside it. */
function bestOf({ path, manifest }: Found): readonly string[] {
  const { callbacks } = manifest.state as { callbacks?: Record<string, unknown> };
  if (callbacks?.['model-checkpoint'] === undefined) return [];
  return parseKept(callbacks['model-checkpoint'], path).best.map(({ id }) => id);
}
