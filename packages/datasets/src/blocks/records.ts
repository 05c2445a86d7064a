import { defineComponent, InvalidOptionsError, type Component, type Dataset } from '@lml/core';
import { z } from 'zod';

import { describe, invalidValue } from '../shared/invalid-value.js';
import { neededColumns } from '../tables/needed-columns.js';
import { RecordColumns, type RecordSource } from '../tables/records/record-columns.js';
import { recordTable } from '../tables/records/record-table.js';
import { tableInMemory } from '../tables/table-dataset.js';
import { tableForFile } from '../tables/table-for-file.js';
import { tableShape } from '../tables/table-options.js';
import type { TableSource } from '../tables/table-source.js';

/** A row of a table: its values by the names of the columns. */
export type TableRecord = Readonly<Record<string, unknown>>;

const rowsSchema = z
  .any()
  .superRefine((rows: unknown, context) => {
    if (!Array.isArray(rows)) return context.addIssue(`must be an array of records, got ${describe(rows)}`);
    const wrong = rows.findIndex((row) => !isRow(row));
    if (wrong < 0) return;
    const message = `must be a record, as { age: 3, kind: 'a' }, got ${describe(rows[wrong])}`;
    context.addIssue({ code: 'custom', path: [wrong], message });
  })
  .meta({ type: 'array', items: { type: 'object' } }) as unknown as z.ZodType<readonly object[], readonly object[]>;

const shape = {
  /** The rows, each a record of values by the names of the columns. */
  rows: rowsSchema.describe('The rows, each a record of values by the names of the columns.'),
};

/** Options of {@link records}. */
export interface RecordsOptions extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof tableShape>> {}

/** {@link records}: a component whose rows may be given by themselves. */
export interface RecordsComponent extends Component<'dataset', 'records', RecordsOptions, Dataset> {
  /** Makes a dataset of rows, with the other options beside them. */
  (rows: readonly object[], options?: Omit<RecordsOptions, 'rows'>): Dataset;
}

const SUBJECT = "dataset 'records'";

const source: TableSource = {
  file: undefined,
  fault: (message) => new InvalidOptionsError(SUBJECT, [{ path: ['rows'], message }]),
};

const PLACES: RecordSource = {
  nameOf: (row) => `row ${row}`,
  fault: (row, column, message) => invalidValue(SUBJECT, ['rows', row, column], message),
};

/**
 * Rows that are records, as JavaScript has them from anywhere, `records(rows, { target })` or `records({ rows, target })`: samples `{ input, target }`, with `weight`, `group` and `metadata` where
 * columns are named for them.
 *
 * The columns are the union of the keys, in the order in which they first appear; a record within a record gives columns too,
 * `user.age`. Values are numbers, truth values, texts, bigints of 64 bits, dates, or arrays of numbers, of one kind in a column;
 * `null`, `undefined`, NaN and a key that a row has not are missing values. What nothing is done with may be anything.
 *
 * @throws `LML_INVALID_OPTIONS` with the row and the column for values of several kinds in a column, missing targets, columns that there are
 * not. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see pandas' `DataFrame.from_records`.
 *
 * @example
 * ```ts
 * import { records } from '@lml/datasets';
 *
 * const rows = [
 *   { length: 39.1, species: 'Adelie', seen: new Date('2007-11-11') },
 *   { length: 46.5, species: 'Chinstrap' },
 * ];
 * const penguins = records(rows, { target: 'species', metadata: ['seen'] });
 * penguins.classNames; // => ['Adelie', 'Chinstrap']
 * await penguins.open();
 * penguins.get(1); // => { input: { dtype: 'float64', shape: [1], data: Float64Array.of(46.5) }, target: { dtype: 'int32', shape: [], data: Int32Array.of(1) }, metadata: { seen: null } }
 * records([{ age: 3 }, { age: 'four' }]); // throws LML_INVALID_OPTIONS
 * ```
 */
export const records = defineComponent({
  kind: 'dataset',
  name: 'records',
  summary: 'Rows that are records of values: plain objects of JavaScript.',
  schema: z.strictObject({ ...shape, ...tableShape }),
  examples: [
    {
      rows: [
        { age: 3, kind: 'cat', tail: true },
        { age: 5, kind: 'dog', tail: false },
      ],
      target: 'kind',
    },
    { rows: [{ x: [1, 2], y: 3, name: 'a' }, { x: [3, 4] }], inputs: ['x'], metadata: ['name'] },
  ],
  // It reads no files, but says what the columns of those to predict are for.
  extensions: [],
  forFile: tableForFile,
  optionsOf: (first, rest) => (Array.isArray(first) ? { ...Object(rest), rows: first } : first),
  create: ({ rows, ...settings }): Dataset => {
    const columns = new RecordColumns(PLACES);
    for (const row of rows) columns.add(row);
    const needed = neededColumns([...columns.columns.keys()], settings, source);
    return tableInMemory(recordTable(columns, needed, {}, PLACES), settings, source);
  },
}) as RecordsComponent;

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
