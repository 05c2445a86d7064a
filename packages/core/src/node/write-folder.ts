import fs from 'node:fs';
import { dirname } from 'node:path';

import { hidden, temporaryOf } from './temporary.js';

/** What one call writes at most, which systems limit. */
const PART = 2 ** 30;

/**
 * Writes a folder of files beside its place, and moves it there when all of it is on the disk. What was there is put aside
 * first, and stays there should the power fail in between.
 *
 * Training goes on meanwhile and takes notice only now and then, so there are few steps to wait for: the system waits for
 * the disk in other threads, while names, which cost less than the way to a thread, are dealt with at once.
 */
export async function writeFolder(
  path: string,
  contents: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const temporary = temporaryOf(path);
  remove(temporary);
  try {
    fs.mkdirSync(temporary, { recursive: true });
    const files = Object.entries(contents).map(([name, content]) => writeFile(`${temporary}/${name}`, content));
    // None is still being written when what is left of the folder is removed.
    for (const outcome of await Promise.allSettled(files)) if (outcome.status === 'rejected') throw outcome.reason;
    await flushFolder(temporary);
    replaceFolder(temporary, path);
  } catch (error) {
    remove(temporary);
    throw error;
  }
  await flushFolder(dirname(path));
}

/** Where a folder is: in its place, or aside, if writing over it was cut off. */
export function locateFolder(path: string): Promise<string> {
  const aside = hidden(path, 'old');
  return Promise.resolve(!fs.existsSync(path) && fs.existsSync(aside) ? aside : path);
}

async function writeFile(path: string, content: Uint8Array | string): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = fs.openSync(path, 'w');
  try {
    for (let start = 0; start < bytes.length;) start += await write(file, bytes.subarray(start, start + PART));
    await flush(file);
  } finally {
    fs.closeSync(file);
  }
}

/** Makes sure that the names in a folder are on the disk. */
async function flushFolder(path: string): Promise<void> {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const folder = fs.openSync(path, 'r');
  try {
    await flush(folder);
  } finally {
    fs.closeSync(folder);
  }
}

function replaceFolder(from: string, target: string): void {
  const aside = hidden(target, 'old');
  if (fs.existsSync(target)) {
    remove(aside);
    fs.renameSync(target, aside);
  }
  try {
    fs.renameSync(from, target);
  } catch (error) {
    if (fs.existsSync(aside)) fs.renameSync(aside, target);
    throw error;
  }
  if (!fs.existsSync(aside)) return;
  // By a name that is swept, should removing it be cut off.
  fs.renameSync(aside, from);
  remove(from);
}

function remove(path: string): void {
  fs.rmSync(path, { recursive: true, force: true });
}

function write(file: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.write(file, bytes, (error, written) => (error === null ? resolve(written) : reject(error)));
  });
}

function flush(file: number): Promise<void> {
  return new Promise((resolve, reject) => {
    fs.fsync(file, (error) => (error === null ? resolve() : reject(error)));
  });
}
