import { platform } from '#platform';

import type { ByteSource } from '../node/byte-source.js';
import { httpSource, isUrl } from '../node/http-source.js';

/**
 * A file that is read in parts, by its path or URL: in Node `https://…` too, in a browser URLs only.
 *
 * @throws `LML_FILE_NOT_FOUND`; `LML_FILE_FORMAT` for a pipe, a device or a folder.
 *
 * @example
 * ```ts
 * import { openBytes } from '@lml/core';
 *
 * await openBytes('no/such/file.parquet'); // throws LML_FILE_NOT_FOUND
 * ```
 */
export function openBytes(path: string): Promise<ByteSource> {
  return platform.openFile === undefined || isUrl(path) ? httpSource(path) : platform.openFile(path);
}
