import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let count = 0;

/** Writes a file beside its place and moves it there, so that it is never there in part. */
export async function placeFile(path: string, write: (path: string) => Promise<void>): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, `.${process.pid}-${(count += 1)}.part`);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
