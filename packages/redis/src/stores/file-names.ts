import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { ExecutorError } from '@lml/core';

/** The files below a folder, by their ways from it with `/`, sorted; links are no files. None if there is no folder. */
export async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/**
 * The path of a file in a folder.
 *
 * @throws `LML_EXECUTOR` for a name that leads out of the folder, on any system.
 */
export function pathIn(folder: string, name: string): string {
  const parts = name.split('/');
  const isInside = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\:\0]/.test(part));
  if (isInside) return join(folder, ...parts);
  throw new ExecutorError(
    `A job has the file ${JSON.stringify(name)}, and names of files must stay in the job's folder, without backslashes and colons.` +
      ' Have the handler write another one; if none of yours did, look at who can write to Redis and to the store.',
  );
}
