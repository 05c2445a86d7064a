import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { FileWriteError } from '@lml/core';

/**
 * Keeps others from a folder while something is done with it. A lock of a process that is no more counts for nothing.
 *
 * @returns What takes the lock away.
 * @throws `LML_FILE_WRITE` if another process has it.
 */
export async function lock(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  await mkdir(dirname(file), { recursive: true });
  // The lock is there with its number, or it is not there.
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await take(own, file);
  } finally {
    await rm(own, { force: true });
  }
  return () => rm(file, { force: true });
}

async function take(own: string, file: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await link(own, file);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const pid = Number(await readFile(file, 'utf8').catch(() => ''));
      if (attempt > 0 || isRunning(pid)) {
        throw new FileWriteError(
          `Another lml native is at work in ${dirname(file)} (process ${pid}). Wait for it; if it is none, remove ${file}.`,
        );
      }
      await rm(file, { force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
