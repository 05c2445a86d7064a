import { defineComponent, type IterableDataset } from '@lml/core';
import { z } from 'zod';

import { jsonLinesTables } from '../tables/json/json-lines-tables.js';
import { jsonShape } from '../tables/json/json-options.js';
import { textTableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';
import { tableStream } from '../tables/table-stream.js';

/** Options of {@link jsonlStream}. */
export interface JsonlStreamOptions
  extends z.input<z.ZodObject<typeof jsonShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The records of a file of JSON Lines (NDJSON) one after the other, for files larger than memory, as `jsonl` has them: samples `{ input, target }`, with `weight`, `group` and `metadata` where columns are named for them.
 *
 * The columns are the union of the keys, in the order in which they first appear; a record within a record gives columns too,
 * `user.age`. Values are numbers, truth values, texts, or arrays of numbers, of one kind in a column; `null` and a key that a record has
 * not are missing values. What nothing is done with may be anything. `types` makes dates of texts, and texts of numbers.
 *
 * About a million characters at a time are in memory. Columns and their types are those of the first part, and those that `types` names;
 * others later on are an error, unless `inputs` says what is wanted. Where the target is one of classes that are not given, the file is
 * read once from beginning to end before the first epoch; `classNames` saves that.
 *
 * @throws From `open` and while it is read: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` with line and column of what is
 * no JSON, of values of several kinds in a column, missing targets, and for columns that there are not.
 *
 * @see https://jsonlines.org; pandas' `read_json` with `lines` and `chunksize`.
 *
 * @example
 * ```ts
 * import { jsonlStream } from '@lml/datasets';
 *
 * const dataset = jsonlStream({ path: 'penguins.jsonl', target: 'species', metadata: ['user.name'], types: { seen: 'date' } });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const jsonlStream = defineComponent({
  kind: 'dataset',
  name: 'jsonl-stream',
  summary: 'The records of a file of JSON Lines one after the other, for files larger than memory.',
  schema: z.strictObject({ ...jsonShape, ...tableShape }),
  examples: [
    { path: 'penguins.jsonl', target: 'species' },
    { path: 'https://example.org/penguins.jsonl', as: 'columns', types: { seen: 'date' } },
  ],
  extensions: ['.jsonl', '.ndjson'],
  forFile: textTableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): IterableDataset =>
    tableStream({ pieces: jsonLinesTables(options), settings: options, source: fileTable(options.path) }),
});
