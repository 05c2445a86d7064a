import { componentOption, defineComponent, derivedDataset, type Dataset, type Sample } from '@lml/core';
import { after } from '@lml/core/engine';
import { z } from 'zod';

import { checkIndex } from '../shared/check-index.js';
import { defaultContext } from '../shared/default-context.js';
import { openDiskCache } from '../shared/disk-cache.js';
import { requireIndexed } from '../shared/indexed.js';
import { openOnce } from '../shared/open-once.js';

const shape = {
  /** Where the samples come from. */
  dataset: componentOption('dataset').describe('Where the samples come from.'),
  /**
   * Where they are kept: in memory as they are read, or all of them in a folder when it is opened. Default: `'memory'`.
   */
  in: z
    .enum(['memory', 'disk'])
    .default('memory')
    .describe('Where they are kept: in memory as they are read, or all of them in a folder when it is opened.'),
  /** The folder, on disk. */
  path: z.string().min(1).optional().describe('The folder, on disk.'),
  /**
   * On disk: what the samples depend on besides their number, such as a version of the preparation. With another one the
   * cache is made anew. Default: none.
   */
  fingerprint: z
    .string()
    .optional()
    .describe(
      'On disk: what the samples depend on besides their number, such as a version of the preparation. With another one the cache is made anew. Default: none.',
    ),
  /** On disk: samples in a file. Default: `1000`. */
  partSize: z.int().positive().default(1000).describe('On disk: samples in a file.'),
};

/** Options of {@link cached}. */
export interface CachedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A dataset whose samples are read and prepared once, where that takes long: decoded images, spectrograms. In memory each is kept when it was
 * first read. On disk all are read when it is first opened, and are there for the next run too; a file of them that was
 * read stays in memory. Worker threads keep samples each for itself. Samples are kept as seed 0 draws them in epoch 0, so what is to differ from epoch to epoch, augmentation
 * say, belongs behind the cache: into the transforms of the data.
 *
 * The folder holds the samples as safetensors, with an index that is written last. It is made anew for another number of samples or
 * another `fingerprint`; nothing else of the source is looked at. What is damaged or gone is made anew, with the warning
 * `LML_CACHE_DAMAGED`.
 *
 * @throws `LML_INVALID_OPTIONS` for a stream, or a folder that is missing or not needed. From `open`: `LML_MISSING_FEATURE` on disk in a
 * browser; `LML_FILE_WRITE` where the folder cannot be written; `LML_INVALID_ARGUMENT` for samples that cannot be written, as they are no
 * plain data. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see `tf.data.Dataset.cache`.
 *
 * @example
 * ```ts
 * import { cached, map, unlabelled } from '@lml/datasets';
 *
 * let reads = 0;
 * const slow = map({ dataset: unlabelled({ inputs: [1, 2] }), apply: ({ input }) => ({ input, read: ++reads }) });
 * const dataset = cached({ dataset: slow });
 * await dataset.open();
 * [await dataset.get(1), await dataset.get(1)]; // => [{ input: 2, read: 1 }, { input: 2, read: 1 }]
 * ```
 */
export const cached = defineComponent({
  kind: 'dataset',
  name: 'cached',
  summary: 'A dataset whose samples are read once, and kept in memory or on disk.',
  schema: z.strictObject(shape).superRefine(({ in: place, path, fingerprint }, context) => {
    const issue = (option: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [option], message });
    if (place === 'disk' && path === undefined) issue('path', 'is missing: the folder of a cache on disk');
    if (place === 'memory' && path !== undefined) issue('path', "must be left out unless in is 'disk'");
    if (place === 'memory' && fingerprint !== undefined) issue('fingerprint', "must be left out unless in is 'disk'");
  }),
  examples: [
    { dataset: { name: 'labelled', inputs: [1, 2, 3], targets: [0, 1, 0] } },
    { dataset: 'iris', in: 'memory' },
  ],
  create: ({ dataset: given, in: place, path = '', fingerprint, partSize }): Dataset => {
    const dataset = requireIndexed(given, "dataset 'cached'");
    const opened = openOnce(async () => {
      await dataset.open();
      if (place === 'memory') return (index: number) => dataset.get(index, defaultContext(index));
      const disk = await openDiskCache({ dataset, path, fingerprint, partSize });
      const readPart = keeping(disk.readPart);
      return (index: number) => after(readPart(Math.floor(index / partSize)), (samples) => samples[index % partSize]!);
    });
    const keep =
      place === 'memory' ? keeping((index: number): Sample | Promise<Sample> => opened.value(index)) : undefined;
    return derivedDataset(dataset, {
      open: opened.open,
      get columns() {
        return dataset.columns;
      },
      get(index) {
        checkIndex(index, dataset.length);
        return (keep ?? opened.value)(index);
      },
    });
  },
});

/** The same function, asked once for each number. What failed is asked for again. */
function keeping<Value>(read: (at: number) => Value | Promise<Value>): (at: number) => Value | Promise<Value> {
  const kept = new Map<number, Value | Promise<Value>>();
  return (at) => {
    const there = kept.get(at);
    if (there !== undefined) return there;
    const value = read(at);
    kept.set(at, value);
    if (value instanceof Promise)
      value.then(
        (own) => kept.set(at, own),
        () => kept.delete(at),
      );
    return value;
  };
}
