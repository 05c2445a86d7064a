import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { FileWriteError, LmlError } from '@lml/core';

/**
 * Writes lines to a file as they come. It is there in full, or as it was before; what is no plain file, a pipe say, gets them at once.
 *
 * @throws `LML_FILE_WRITE` if it cannot be written.
 */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<void> {
  const isPlain = await stat(path).then(
    (info) => info.isFile(),
    () => true,
  );
  const target = isPlain ? `${path}.${process.pid}.tmp` : path;
  try {
    await pipeline(Readable.from(lines), createWriteStream(target, { flush: isPlain }));
    if (isPlain) await rename(target, path);
  } catch (error) {
    if (isPlain) await rm(target, { force: true }).catch(() => undefined);
    if (LmlError.isInstance(error) || !isSystemError(error)) throw error;
    throw new FileWriteError(`Cannot write '${path}': ${error.message}.`, { cause: error });
  }
}

/** What the system says, as opposed to a mistake in making the lines. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
