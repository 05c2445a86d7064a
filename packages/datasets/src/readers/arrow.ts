import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { readArrow } from '../tables/arrow/read-arrow.js';
import { fileShape } from '../tables/file-options.js';
import { tableDataset } from '../tables/table-dataset.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';

/** Options of {@link arrow}. */
export interface ArrowOptions extends z.input<z.ZodObject<typeof fileShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The rows of an Arrow file, in memory: of the file format (`.arrow`, Feather of version 2), or of the stream format (`.arrows`), also
 * compressed. Samples `{ input, target }`, with `weight`, `group` and `metadata` where columns are named for them. A text target is one
 * of classes, numbered by its sorted names; a target of numbers stays what it is.
 *
 * Types become those of a table as `parquet` has them; values of dictionaries are what they stand for.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` for a damaged file, with the
 * number of the batch, for columns that are nested or of another type, for missing targets, and for columns that there are not.
 *
 * @see https://arrow.apache.org/docs/format/Columnar.html
 *
 * @example
 * ```ts
 * import { arrow } from '@lml/datasets';
 *
 * const dataset = arrow({ path: 'flights.arrow', target: 'delay', inputs: ['distance', 'time'] });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const arrow = defineComponent({
  kind: 'dataset',
  name: 'arrow',
  summary: 'The rows of an Arrow or Feather file.',
  schema: z.strictObject({ ...fileShape, ...tableShape }),
  examples: [
    { path: 'flights.arrow', target: 'delay' },
    { path: 'https://example.org/new.feather', as: 'columns', inputs: ['distance', 'origin'] },
  ],
  extensions: ['.arrow', '.feather', '.arrows'],
  forFile: tableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): Dataset => tableDataset(() => readArrow(options.path, options), options, fileTable(options.path)),
});
