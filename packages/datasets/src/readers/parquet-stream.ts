import { defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { openOnce } from '../shared/open-once.js';
import { fileShape } from '../tables/file-options.js';
import { ParquetFile } from '../tables/parquet/parquet-file.js';
import { columnsOf, parquetPieces } from '../tables/parquet/read-parquet.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';
import { tableStream } from '../tables/table-stream.js';

const shape = {
  /**
   * Whether groups of rows are read in another order in each epoch. Rows within them stay in order; `shuffle` of the data
   * mixes them. Default: `false`.
   */
  shuffleRowGroups: z
    .boolean()
    .default(false)
    .describe(
      'Whether groups of rows are read in another order in each epoch. Rows within them stay in order; `shuffle` of the data mixes them.',
    ),
};

/** Options of {@link parquetStream}. */
export interface ParquetStreamOptions
  extends
    z.input<z.ZodObject<typeof fileShape>>,
    z.input<z.ZodObject<typeof tableShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * The rows of a Parquet file one after the other, as `parquet` has them: for files that are larger than memory. A group of rows is read
 * while the one before is used, so that two of them are in memory at most, and only the columns that are needed. A stream of a URL reads
 * it by requests for its parts.
 *
 * Where the target is one of classes, give `classNames`: otherwise `open` reads the target once from beginning to end.
 *
 * @throws From `open` and while it is read: what `parquet` throws.
 *
 * @see https://parquet.apache.org/docs/concepts/
 *
 * @example
 * ```ts
 * import { parquetStream } from '@lml/datasets';
 *
 * const dataset = parquetStream({ path: 'flights.parquet', target: 'delay', inputs: ['distance'], shuffleRowGroups: true });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const parquetStream = defineComponent({
  kind: 'dataset',
  name: 'parquet-stream',
  summary: 'The rows of a Parquet file one after the other, a group of them in memory.',
  schema: z.strictObject({ ...fileShape, ...tableShape, ...shape }),
  examples: [
    { path: 'flights.parquet', target: 'delay' },
    {
      path: 'https://example.org/flights.parquet',
      target: 'origin',
      classNames: ['ABQ', 'LAX'],
      shuffleRowGroups: true,
    },
  ],
  extensions: ['.parquet'],
  forFile: tableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create({ path, shuffleRowGroups, ...settings }): IterableDataset {
    const opened = openOnce(() => ParquetFile.open(path));
    return tableStream({
      settings,
      source: fileTable(path),
      async *pieces(names, context) {
        await opened.open();
        const file = opened.value;
        const needed = columnsOf(file, settings);
        const columns = names === undefined ? needed : needed.filter(({ name }) => names.includes(name));
        const order = Int32Array.from({ length: file.groups }, (_, group) => group);
        if (shuffleRowGroups) context?.random('row groups').shuffle(order);
        yield* parquetPieces(file, columns, Array.from(order));
      },
    });
  },
});
