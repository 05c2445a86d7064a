import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FileNotFoundError, type CheckpointManifest, type Project } from '@lml/core';

/** The best checkpoint of the latest run of a project that has any. */
export async function latestCheckpoint({ options }: Project): Promise<string> {
  const { name = 'project', folder = 'runs' } = options;
  const runs = join(folder === false ? 'runs' : folder, name);
  const numbers = (await readdir(runs).catch(() => [])).map(Number).filter(Number.isInteger);
  for (const number of numbers.sort((a, b) => b - a)) {
    const best = await bestOf(join(runs, String(number), 'checkpoints'));
    if (best !== undefined) return best;
  }
  throw new FileNotFoundError(
    `There is no checkpoint under '${runs}'. Train first (lml fit), or say which: --checkpoint <path>.`,
  );
}

/** The checkpoint that the newest one calls the best, or else the newest. */
async function bestOf(folder: string): Promise<string | undefined> {
  const ids = (await readdir(folder).catch(() => [])).filter((id) => !id.startsWith('.')).sort();
  const newest = ids.at(-1);
  if (newest === undefined) return undefined;
  const manifest = JSON.parse(await readFile(join(folder, newest, 'manifest.json'), 'utf8')) as CheckpointManifest;
  const { callbacks } = manifest.state as { callbacks?: { 'model-checkpoint'?: { best?: { id: string }[] } } };
  const best = callbacks?.['model-checkpoint']?.best?.[0]?.id;
  // One of those that are there: what a checkpoint says leads nowhere else.
  return join(folder, best !== undefined && ids.includes(best) ? best : newest);
}
