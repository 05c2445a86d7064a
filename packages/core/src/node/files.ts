import { constants } from 'node:fs';
import { appendFile, mkdir, open, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, sep } from 'node:path';

import { FileFormatError } from '../errors/file-format-error.js';
import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { FileWriteError } from '../errors/file-write-error.js';
import type { Files } from './platform.js';
import { locateFolder, writeFolder } from './write-folder.js';

/** The file system of Node. */
export const files: Files = {
  exists: (path) =>
    stat(path).then(
      () => true,
      () => false,
    ),
  read: (path) =>
    readFile(path).then(
      // A plain array: slices of Node's Buffer are views.
      ({ buffer, byteOffset, length }) => new Uint8Array(buffer, byteOffset, length),
      (error: unknown) => notFound(path, error),
    ),
  async readRegular(path, limit) {
    // Without waiting for whoever writes to a pipe.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) =>
      notFound(path, error),
    );
    try {
      const info = await file.stat();
      if (!info.isFile()) throw new FileFormatError(`'${path}' is no file but a folder, a pipe or a device`);
      if (info.size > limit)
        throw new FileFormatError(`'${path}' has ${info.size} bytes, and must have ${limit} at most`);
      const { buffer, byteOffset, length } = await file.readFile();
      return new Uint8Array(buffer, byteOffset, length);
    } finally {
      await file.close();
    }
  },
  readText: (path) => readFile(path, 'utf8').catch((error: unknown) => notFound(path, error)),
  async write(path, content) {
    const temporary = `${path}.${process.pid}.tmp`;
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
  list: (path) =>
    readdir(path).then(
      (names) => names.sort(),
      () => [],
    ),
  remove: (path) => rm(path, { recursive: true, force: true }),
};

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

function notFound(path: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT' ? 'There is no such file' : code === 'EISDIR' ? 'It is a folder' : `It cannot be read (${code})`;
  throw new FileNotFoundError(`Cannot read '${path}'. ${reason}; paths are relative to ${process.cwd()}.`, {
    cause: error,
  });
}
