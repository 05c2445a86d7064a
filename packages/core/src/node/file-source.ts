import { open, type FileHandle } from 'node:fs/promises';

import { FileFormatError } from '../errors/file-format-error.js';
import { FileReadError } from '../errors/file-read-error.js';
import type { ByteSource } from './byte-source.js';
import { notFound } from './files.js';

/** What a stream reads at once. */
const PART = 2 ** 18;

/**
 * A file of this machine.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` for a folder, a pipe or a device.
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const size = await opened(path, async (file) => {
    const info = await file.stat();
    if (info.isFile()) return info.size;
    throw new FileFormatError(`'${path}' is no file but a folder, a pipe or a device. Save it as a file first.`);
  });
  return {
    name: path,
    size,
    async *stream() {
      const file = await open(path).catch((cause: unknown) => notFound(path, cause));
      try {
        for (let at = 0; at < size; at += PART) yield await readPart(file, at, Math.min(size, at + PART), path);
      } finally {
        await file.close();
      }
    },
    slice: (start, end) => opened(path, (file) => readPart(file, start, end, path)),
  };
}

async function opened<Value>(path: string, use: (file: FileHandle) => Promise<Value>): Promise<Value> {
  const file = await open(path).catch((cause: unknown) => notFound(path, cause));
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

async function readPart(file: FileHandle, start: number, end: number, path: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
    if (bytesRead === 0)
      throw new FileReadError(`'${path}' ends after ${start + at} bytes, before ${end}. Did it change meanwhile?`);
    at += bytesRead;
  }
  return bytes;
}
