import { constants } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';

import { FileFormatError } from '../errors/file-format-error.js';
import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { FileWriteError } from '../errors/file-write-error.js';
import type { Files } from './platform.js';
import { sweep, temporaryOf } from './temporary.js';
import { locateFolder, writeFolder } from './write-folder.js';

/** What one call reads at most, which systems limit. */
const PART = 2 ** 30;

/** The file system of Node. */
export const files: Files = {
  exists: (path) =>
    stat(path).then(
      () => true,
      () => false,
    ),
  async read(path, limit = Infinity) {
    // Without waiting for the writer of a pipe.
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
    const file = await open(path, flags).catch((error: unknown) => notFound(path, error));
    try {
      const info = await file.stat();
      if (!info.isFile())
        throw new FileFormatError(`'${path}' is no file but a folder, a pipe or a device. Save it as a file first.`);
      if (info.size > limit)
        throw new FileFormatError(`'${path}' has ${info.size} bytes, and must have ${limit} at most.`);
      return await readBytes(file, info.size, path);
    } finally {
      await file.close();
    }
  },
  async write(path, content) {
    const temporary = temporaryOf(path);
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(temporary, content, { flush: true });
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      cannotWrite(path, error);
    }
  },
  append: (path, text) =>
    appendFile(path, text)
      .catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error;
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, text);
      })
      .catch((error: unknown) => cannotWrite(path, error)),
  writeFolder,
  locateFolder,
  sweep,
  async own(folder) {
    await sweep(folder);
    const mark = temporaryOf(`${folder}/owner`);
    const names = await this.list(folder);
    if (names.some((name) => name.startsWith('.owner.'))) return false;
    await writeFile(mark, '');
    return true;
  },
  disown: (folder) => rm(temporaryOf(`${folder}/owner`), { force: true }),
  async claimFolder(path) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await mkdir(path);
      return true;
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EEXIST' && (await this.exists(path));
      return isTaken ? false : cannotWrite(path, error);
    }
  },
  async isInside(path, folder) {
    const way = await Promise.all([realpath(folder), realpath(path)]).then(
      ([outer, inner]) => relative(outer, inner),
      () => '',
    );
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  },
  temporaryFolder: () => mkdtemp(join(tmpdir(), 'lml-')),
  list: (path) =>
    readdir(path).then(
      (names) => names.sort(),
      () => [],
    ),
  async remove(path) {
    const aside = temporaryOf(path);
    await rm(aside, { recursive: true, force: true });
    try {
      // All at once: being killed must not leave a part of it under its name.
      await rename(path, aside);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw error;
    }
    await rm(aside, { recursive: true, force: true });
  },
};

/** The first bytes of a file, in memory of just that size. */
async function readBytes(file: FileHandle, size: number, path: string): Promise<Uint8Array> {
  const bytes = memoryFor(size, path);
  let length = 0;
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, Math.min(size - length, PART));
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function memoryFor(size: number, path: string): Uint8Array {
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new FileFormatError(`'${path}' has ${size} bytes, for which there is no memory.`, { cause });
  }
}

function cannotWrite(path: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const reason =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? 'The disk is full'
      : code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
        ? 'It is not allowed'
        : 'The system says why';
  throw new FileWriteError(`Cannot write '${path}'. ${reason}: ${message}.`, { cause: error });
}

/** @throws `LML_FILE_NOT_FOUND` with why a file could not be opened. */
export function notFound(path: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT' ? 'There is no such file' : code === 'EISDIR' ? 'It is a folder' : `It cannot be read (${code})`;
  throw new FileNotFoundError(`Cannot read '${path}'. ${reason}; paths are relative to ${process.cwd()}.`, {
    cause: error,
  });
}
