import { defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { arrowPieces } from '../tables/arrow/read-arrow.js';
import { fileShape } from '../tables/file-options.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';
import { tableStream } from '../tables/table-stream.js';

/** Options of {@link arrowStream}. */
export interface ArrowStreamOptions
  extends z.input<z.ZodObject<typeof fileShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows of an Arrow file or stream one after the other, as `arrow` has them, in the memory of one batch: for files that are larger than
 * memory.
 *
 * Where the target is one of classes, give `classNames`: otherwise `open` reads the target once from beginning to end.
 *
 * @throws From `open` and while it is read: what `arrow` throws.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html
 *
 * @example
 * ```ts
 * import { arrowStream } from '@lml/datasets';
 *
 * const dataset = arrowStream({ path: 'flights.arrow', target: 'delay', inputs: ['distance', 'time'] });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const arrowStream = defineComponent({
  kind: 'dataset',
  name: 'arrow-stream',
  summary: 'The rows of an Arrow or Feather file one after the other, a batch of them in memory.',
  schema: z.strictObject({ ...fileShape, ...tableShape }),
  examples: [
    { path: 'flights.arrow', target: 'delay' },
    { path: 'flights.feather', target: 'origin', classNames: ['ABQ', 'LAX'] },
  ],
  extensions: ['.arrow', '.feather', '.arrows'],
  forFile: tableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (settings): IterableDataset =>
    tableStream({
      settings,
      source: fileTable(settings.path),
      pieces: (names) => arrowPieces(settings.path, settings, names),
    }),
});
