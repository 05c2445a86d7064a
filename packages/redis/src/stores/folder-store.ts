import { copyFile, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

import { ExecutorError } from '@lml/core';

import { pathIn } from './file-names.js';
import { placeFile } from './place-file.js';
import type { Store } from './store.js';

/** The name of the store beside the folder of a job, where no other is given. */
export const BESIDE = '.lml-jobs';

/** A folder that all machines see under one path. */
export class FolderStore implements Store {
  /** `root` is its path. */
  constructor(private readonly root: string) {}

  /** See {@link Store}. */
  async save(folder: string, names: readonly string[], place: string): Promise<void> {
    // Making it would give each machine without the mount a folder of its own.
    if (!(await isFolder(this.root)))
      throw new ExecutorError(
        `The store '${this.root}' is no folder on this worker's machine. Mount it there, or give all machines a bucket: store: { bucket }.`,
      );
    await copy(names, folder, pathIn(this.root, place)).catch((cause: unknown) => {
      throw new ExecutorError(`Files cannot be copied to the store '${this.root}': ${String(cause)}.`, { cause });
    });
  }

  /** See {@link Store}. */
  async load(place: string, names: readonly string[], folder: string): Promise<void> {
    await copy(names, pathIn(this.root, place), folder).catch((cause: unknown) => {
      throw new ExecutorError(
        `Files of a job cannot be copied from the store '${this.root}' to '${folder}': ${String(cause)}. The store must be one folder for the workers and for this machine.`,
        { cause },
      );
    });
  }

  /** See {@link Store}. What attempts that were cut off have left beside the place goes too. */
  async remove(place: string): Promise<void> {
    const job = dirname(pathIn(this.root, place));
    await rm(job, { recursive: true, force: true });
    // The run's folder, after the last of its jobs.
    await rmdir(dirname(job)).catch(() => undefined);
    if (basename(this.root) === BESIDE) await rmdir(this.root).catch(() => undefined);
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (info) => info.isDirectory(),
    () => false,
  );
}

async function copy(names: readonly string[], from: string, to: string): Promise<void> {
  for (const name of names) {
    const source = pathIn(from, name);
    await placeFile(pathIn(to, name), (path) => copyFile(source, path));
  }
}
