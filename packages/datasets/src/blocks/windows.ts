import {
  componentOption,
  defineComponent,
  EmptyDatasetError,
  type Dataset,
  type HostBatch,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';

import { arraySchema } from '../shared/array-schemas.js';
import { checkIndex } from '../shared/check-index.js';
import { classesOf } from '../shared/classes.js';
import { asMatrix, columnsOf } from '../shared/forecast-columns.js';
import { requireIndexed } from '../shared/indexed.js';
import { openOnce } from '../shared/open-once.js';
import { readColumn, readRows } from '../shared/read-column.js';
import { cutBlocks, takeColumns, windowStarts } from '../shared/series-windows.js';
import { toColumn } from '../shared/to-column.js';

const SUBJECT = "dataset 'windows'";

const shape = {
  /** A dataset whose samples are the rows of a series, in the order of time; without it `inputs` are the series. */
  dataset: componentOption('dataset')
    .optional()
    .describe(
      'A dataset whose samples are the rows of a series, in the order of time; without it `inputs` are the series.',
    ),
  /** Without a dataset: the series itself, an array [time] or [time, features]. */
  inputs: arraySchema.optional().describe('Without a dataset: the series itself, an array [time] or [time, features].'),
  /** Rows of an input. */
  size: z.int().positive().describe('Rows of an input.'),
  /** Rows of a target; 0 for inputs alone. Default: `1`. */
  horizon: z.int().min(0).default(1).describe('Rows of a target; 0 for inputs alone.'),
  /** Rows from the start of one window to that of the next. Default: `1`. */
  stride: z.int().positive().default(1).describe('Rows from the start of one window to that of the next.'),
  /** Rows between the last of an input and the first of its target. Default: `0`. */
  gap: z.int().min(0).default(0).describe('Rows between the last of an input and the first of its target.'),
  /**
   * The columns that are to be forecast, by number or by the names of features. Default: the targets of the rows, where
   * they have some, or else all columns.
   */
  targets: z
    .array(z.union([z.int().min(0), z.string()]))
    .min(1)
    .readonly()
    .optional()
    .describe(
      'The columns that are to be forecast, by number or by the names of features. Default: the targets of the rows, where they have some, or else all columns.',
    ),
  /**
   * The part of a row that says which series it is of; a window does not reach from one into another. Default: all rows
   * are one series.
   */
  series: z
    .string()
    .optional()
    .describe(
      'The part of a row that says which series it is of; a window does not reach from one into another. Default: all rows are one series.',
    ),
};

/** Options of {@link windows}. */
export interface WindowsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Windows of a time series: `input` are `size` rows, `[size, features]`, and `target` the `horizon` rows that come `gap` rows after
 * them, `[horizon]` of one column and `[horizon, columns]` of several. Windows begin every `stride` rows; those for which rows are
 * missing at the end are left out, so that of n rows there are ⌊(n − size − gap − horizon) / stride⌋ + 1.
 *
 * The rows are read once, when it is opened. Windows overlap: whoever splits them at random tests on rows that were trained on.
 * Split by time, with the splitter `time-series-split` or by windows of two `dataset-subset`s of the rows.
 *
 * @throws `LML_INVALID_OPTIONS` unless one of `dataset` and `inputs` is given, and for a stream. From `open`: `LML_EMPTY_DATASET` if
 * there are too few rows for a window; `LML_INVALID_OPTIONS` for a column that there is not; `LML_INVALID_ARGUMENT` for rows that are
 * not of numbers. From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see Keras, `timeseries_dataset_from_array`.
 *
 * @example
 * ```ts
 * import { windows } from '@lml/datasets';
 *
 * const dataset = windows({ inputs: [[1, 10], [2, 20], [3, 30], [4, 40]], size: 2, targets: [1] });
 * await dataset.open();
 * dataset.length; // => 2
 * dataset.get(1); // => { input: { dtype: 'float32', shape: [2, 2], data: Float32Array.of(2, 20, 3, 30) }, target: { dtype: 'float32', shape: [1], data: Float32Array.of(40) } }
 * ```
 */
export const windows = defineComponent({
  kind: 'dataset',
  name: 'windows',
  summary: 'Windows of a time series, each with what comes after it.',
  changesSamples: true,
  schema: z.strictObject(shape).superRefine(({ dataset, inputs, horizon, targets, series }, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (dataset === undefined && inputs === undefined)
      issue('dataset', 'is missing: give a dataset of rows, or inputs');
    if (dataset !== undefined && inputs !== undefined) issue('inputs', 'must be left out where there is a dataset');
    if (series !== undefined && inputs !== undefined) issue('series', 'must be left out where there is no dataset');
    if (targets !== undefined && horizon === 0) issue('targets', 'must be left out where horizon is 0');
  }),
  examples: [
    { inputs: [1, 2, 3, 4, 5, 6], size: 3 },
    { inputs: [[1, 10], [2, 20], [3, 30], [4, 40], [5, 50]], size: 2, horizon: 2, targets: [1] }, // prettier-ignore
    { dataset: 'iris', size: 4, horizon: 0, stride: 10, series: 'target' },
  ],
  create: ({ dataset: given, inputs, targets, series, ...window }): Dataset => {
    const dataset = given && requireIndexed(given, SUBJECT);
    const array = inputs && toColumn(inputs, SUBJECT, ['inputs']);
    const { size, horizon, gap } = window;
    const opened = openOnce(async () => {
      await dataset?.open();
      const rows = dataset ? asMatrix(await readRows(dataset, 'input'), SUBJECT) : asMatrix(array!, SUBJECT);
      const [length = 0] = rows.shape;
      const codes =
        dataset && series !== undefined ? classesOf(series, await readColumn(dataset, series)).codes : undefined;
      const starts = windowStarts(length, window, codes);
      if (starts.length === 0) throw tooFew(length, window, series);
      return { rows, starts, answers: horizon === 0 ? undefined : await answersOf(rows) };
    });
    const answersOf = async (rows: NdArray): Promise<NdArray> => {
      if (targets !== undefined) return takeColumns(rows, columnsOf(SUBJECT, targets, rows, dataset?.inputNames));
      if (dataset && (await hasTargets(dataset))) return readRows(dataset, 'target');
      return takeColumns(
        rows,
        Array.from({ length: rows.shape[1]! }, (_, column) => column),
      );
    };
    const read: Dataset['getBatch'] & object = (indices, allocate): HostBatch => {
      const { rows, starts, answers } = opened.value;
      const begins = Array.from(indices, (index) => {
        checkIndex(index, starts.length);
        return starts[index]!;
      });
      const input = cutBlocks(rows, begins, size, allocate);
      if (answers === undefined) return { input };
      const ends = begins.map((start) => start + size + gap);
      return { input, target: cutBlocks(answers, ends, horizon, allocate) };
    };
    return {
      open: opened.open,
      get length() {
        return opened.value.starts.length;
      },
      get classNames() {
        return targets === undefined ? dataset?.classNames : undefined;
      },
      get inputNames() {
        return dataset?.inputNames;
      },
      source(index, key) {
        const row = opened.value.starts[index]!;
        return dataset?.source?.(row, key) ?? { row };
      },
      get: (index) =>
        Object.fromEntries(
          Object.entries(read([index]) as Record<string, NdArray>).map(
            ([
              key,
              {
                dtype,
                shape: [, ...rest],
                data,
              },
            ]) => [key, { dtype, shape: rest, data }],
          ),
        ),
      getBatch: read,
    };
  },
});

async function hasTargets(dataset: Dataset): Promise<boolean> {
  return dataset.length > 0 && 'target' in (await dataset.get(0));
}

function tooFew(
  length: number,
  { size, gap, horizon }: { size: number; gap: number; horizon: number },
  series: string | undefined,
): EmptyDatasetError {
  const needed = size + (horizon === 0 ? 0 : gap + horizon);
  const where = series === undefined ? `There are ${length} rows` : `No series of the ${length} rows is long enough`;
  return new EmptyDatasetError(
    `${where}; a window needs ${needed}, of size ${size}, gap ${gap} and horizon ${horizon}.`,
  );
}
