import type { NdArray } from '@lml/core';

import { parseNpy } from '../shared/npy.js';
import { readZipEntries, readZipEntry } from './zip.js';
import type { NamedArrays } from '../shared/named-arrays.js';

const EXTENSION = '.npy';

/**
 * The arrays of a npz file, as `numpy.savez` and `numpy.savez_compressed` write it, by name. Each is unpacked when it is asked for.
 *
 * @throws `LML_FILE_FORMAT` if it is no zip archive, or damaged.
 */
export function readNpz(bytes: Uint8Array, file: string): NamedArrays {
  const entries = new Map(
    [...readZipEntries(bytes, file)]
      .filter(([name]) => name.endsWith(EXTENSION))
      .map(([name, entry]) => [name.slice(0, -EXTENSION.length), entry]),
  );
  return {
    names: [...entries.keys()],
    read: async (name): Promise<NdArray> => {
      const entry = entries.get(name)!;
      return parseNpy(await readZipEntry(bytes, entry, file), `${entry.name}' in '${file}`);
    },
  };
}
