import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { jsonShape } from '../tables/json/json-options.js';
import { readJson } from '../tables/json/read-json.js';
import { tableDataset } from '../tables/table-dataset.js';
import { textTableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import { fileTable } from '../tables/table-source.js';

/** Options of {@link json}. */
export interface JsonOptions extends z.input<z.ZodObject<typeof jsonShape>>, z.input<z.ZodObject<typeof tableShape>> {}

/**
 * The records of a JSON file, which is an array of them, in memory: samples `{ input, target }`, with `weight`, `group` and `metadata` where columns are named for them.
 *
 * The columns are the union of the keys, in the order in which they first appear; a record within a record gives columns too,
 * `user.age`. Values are numbers, truth values, texts, or arrays of numbers, of one kind in a column; `null` and a key that a record has
 * not are missing values. What nothing is done with may be anything. `types` makes dates of texts, and texts of numbers.
 *
 * In files larger than memory, records stand one a line, and are read by `jsonlStream`.
 *
 * @throws From `open`: `LML_FILE_NOT_FOUND`; `LML_FILE_READ` where a connection is lost; `LML_FILE_FORMAT` with line and column of what is
 * no JSON, of values of several kinds in a column, missing targets, and for columns that there are not.
 *
 * @see pandas' `read_json`.
 *
 * @example
 * ```ts
 * import { json } from '@lml/datasets';
 *
 * const dataset = json({ path: 'penguins.json', target: 'species', metadata: ['user.name'], types: { seen: 'date' } });
 * await dataset.open(); // throws LML_FILE_NOT_FOUND
 * ```
 */
export const json = defineComponent({
  kind: 'dataset',
  name: 'json',
  summary: 'The records of a JSON file, an array of them.',
  schema: z.strictObject({ ...jsonShape, ...tableShape }),
  examples: [
    { path: 'penguins.json', target: 'species' },
    { path: 'https://example.org/penguins.json', as: 'columns', types: { seen: 'date' } },
  ],
  extensions: ['.json'],
  forFile: textTableForFile,
  // The files of the examples do not exist.
  conformance: { opens: false },
  create: (options): Dataset => tableDataset(() => readJson(options), options, fileTable(options.path)),
});
