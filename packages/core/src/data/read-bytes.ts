import { platform } from '#platform';

/**
 * The bytes of a file, or in a browser of what is under a URL.
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
  return platform.readBytes(path, limit);
}
