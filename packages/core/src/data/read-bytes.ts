import { platform } from '#platform';

/**
 * The bytes of a file, or in a browser of what is under a URL.
 *
 * @throws `LML_FILE_NOT_FOUND`
 *
 * @example
 * ```ts
 * import { readBytes } from '@lml/core';
 *
 * await readBytes('no/such/file.npy'); // throws LML_FILE_NOT_FOUND
 * ```
 */
export function readBytes(path: string): Promise<Uint8Array> {
  return platform.readBytes(path);
}
