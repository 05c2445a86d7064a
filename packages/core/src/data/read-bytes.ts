import { platform } from '#platform';

import { FileFormatError } from '../errors/file-format-error.js';
import { httpSource, isUrl } from '../node/http-source.js';
import { concatenateBytes } from './concatenate-bytes.js';

/**
 * The bytes of a file, or of what is under a URL (`https://…`; in a browser all paths are URLs).
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` for a pipe, a device or a folder, and for more bytes than `limit` (default: what there
 * is memory for).
 *
 * @example
 * ```ts
 * import { readBytes } from '@lml/core';
 *
 * await readBytes('no/such/file.npy'); // throws LML_FILE_NOT_FOUND
 * ```
 */
export function readBytes(path: string, limit?: number): Promise<Uint8Array> {
  return platform.name === 'node' && isUrl(path) ? download(path, limit) : platform.readBytes(path, limit);
}

async function download(url: string, limit = Infinity): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (await httpSource(url)).stream()) {
    size += part.length;
    if (size > limit) throw new FileFormatError(`'${url}' has more than ${limit} bytes.`);
    parts.push(part);
  }
  return concatenateBytes(parts);
}
