import { lengthOf, type Dataset } from '../../data/dataset.js';
import type { HostBatch, HostValue } from '../../data/batch.js';
import { checkSample } from '../../data/check-read.js';
import { isRecord } from '../../data/given-record.js';
import { isNdArray, sizeOf } from '../../data/nd-array.js';
import { nameSource, sourceOf } from '../../data/sample-source.js';
import { stack } from '../../data/stack.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { correlationsOf } from './correlations.js';
import type { ColumnProfile, DataProfile, ValueCount } from './data-profile.js';
import { countsOf, profileColumn, type ProfiledValues } from './profile-column.js';

const BATCH = 4096;
/** Of more rows, equal ones are not looked for. */
const MANY_ROWS = 2_000_000;

/**
 * Says what is in a dataset of features: of each its type, missing values, range, distribution and most frequent values; how many samples
 * are of each class; which columns go together; and what one should look at before training. All values are held in memory.
 *
 * @throws `LML_INVALID_ARGUMENT` for samples whose input is neither numbers, nor texts, nor a record of these.
 *
 * @example
 * ```ts
 * import { profileDataset } from '@lml/core';
 * import { iris } from '@lml/datasets';
 *
 * const { rows, columns, classes } = await profileDataset(iris());
 * rows; // => 150
 * columns[0]?.mean; // => 5.8433
 * classes?.[1]; // => { value: 'versicolor', count: 50 }
 * ```
 */
export async function profileDataset(dataset: Dataset): Promise<DataProfile> {
  await dataset.open();
  const rows = lengthOf(dataset);
  const gathered = new Map<string, (number | string)[]>();
  for (let start = 0; start < rows; start += BATCH) {
    const batch = await readBatch(dataset, start, Math.min(rows, start + BATCH));
    for (const [name, values] of columnsOf(batch, dataset.inputNames)) {
      const all = gathered.get(name) ?? [];
      gathered.set(name, all);
      for (const value of values) all.push(value);
    }
  }
  const columns = [...gathered].map(([name, values]) => [name, typedValues(values)] as const);
  const classNames = dataset.classNames;
  const targets = gathered.get('target');
  const ofClasses = classNames !== undefined && targets !== undefined;
  const shown = columns.filter(([name]) => name !== 'target' || !ofClasses);
  const classes = ofClasses ? classesOf(targets, classNames) : undefined;
  const profiles = shown.map(([name, values]) => profileColumn(name, values));
  const numbers = shown.filter((entry): entry is [string, Float64Array] => entry[1] instanceof Float64Array);
  const correlations = correlationsOf(numbers);
  const duplicates = rows > MANY_ROWS ? undefined : duplicatesIn(columns, rows);
  const notes = [...notesOf(profiles), ...classNotes(classes), ...closeColumns(correlations)];
  if ((duplicates ?? 0) > 0) notes.push(`${duplicates} of ${rows} samples are the same as an earlier one`);
  return { rows, columns: profiles, classes, correlations, duplicates, notes };
}

async function readBatch(dataset: Dataset, start: number, end: number): Promise<HostBatch> {
  const indices = Int32Array.from({ length: end - start }, (_, at) => start + at);
  if (dataset.getBatch !== undefined) return dataset.getBatch(indices);
  const samples = [];
  for (const index of indices) {
    const sample: unknown = await dataset.get(index);
    checkSample(sample, () => nameSource(sourceOf(dataset, index)), 'get');
    samples.push(sample);
  }
  return stack()(samples);
}

/** The features of a batch by name, and the target. */
function columnsOf(
  batch: HostBatch,
  names: readonly string[] | undefined,
): [name: string, values: ArrayLike<number | string> & Iterable<number | string>][] {
  const { input, target } = batch;
  const inputs =
    isRecord(input) && !isNdArray(input)
      ? Object.entries(input).flatMap(([name, part]) => featuresOf(part, name, undefined))
      : featuresOf(input, undefined, names);
  return [...inputs, ...(target === undefined ? [] : featuresOf(target, 'target', undefined))];
}

function featuresOf(
  value: HostValue | undefined,
  name: string | undefined,
  names: readonly string[] | undefined,
): [name: string, values: (number | string)[]][] {
  if (Array.isArray(value) && value.every((text) => typeof text === 'string')) return [[name ?? 'input', value]];
  if (!isNdArray(value) || value.dtype === 'string')
    throw new InvalidArgumentError(
      `The ${name ?? 'input'} of the samples`,
      'numbers, texts, or a record of these',
      value,
    );
  const { shape, data } = value;
  const width = sizeOf(shape.slice(1));
  // Of images and other arrays, all values together.
  if (shape.length > 2) return [[name ?? 'input', Array.from(data as ArrayLike<number>, Number)]];
  return Array.from({ length: width }, (_, at) => {
    const values = Array.from({ length: shape[0]! }, (__, row) => Number(data[row * width + at]));
    const called = name === undefined ? (names?.[at] ?? `input ${at}`) : width === 1 ? name : `${name}.${at}`;
    return [called, values];
  });
}

function typedValues(values: readonly (number | string)[]): ProfiledValues {
  return typeof values[0] === 'string' ? (values as readonly string[]) : Float64Array.from(values as readonly number[]);
}

function classesOf(targets: readonly (number | string)[], classNames: readonly string[]): ValueCount[] {
  const counts = countsOf(targets.map(String));
  return classNames.map((value, at) => ({ value, count: counts.get(String(at)) ?? 0 }));
}

/** How many rows are equal to an earlier one. */
function duplicatesIn(columns: readonly (readonly [string, ProfiledValues])[], rows: number): number | undefined {
  if (columns.some(([, values]) => values.length !== rows)) return undefined;
  const seen = new Set<string>();
  for (let row = 0; row < rows; row++) seen.add(columns.map(([, values]) => String(values[row])).join('\0'));
  return rows - seen.size;
}

function notesOf(columns: readonly ColumnProfile[]): string[] {
  return columns.flatMap(({ name, notes }) => notes.map((note) => `'${name}': ${note}`));
}

function classNotes(classes: readonly ValueCount[] | undefined): string[] {
  if (classes === undefined) return [];
  const counts = classes.map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const rarest = classes.find(({ count }) => count === least)!;
  if (least * 10 > most) return [];
  return [`classes differ in size: '${rarest.value}' has ${least} samples, the largest ${most}`];
}

function closeColumns(correlations: DataProfile['correlations']): string[] {
  const { names = [], values = [] } = correlations ?? {};
  return names.flatMap((name, row) =>
    names.slice(0, row).flatMap((other, column) => {
      const value = values[row]![column]!;
      return !(Math.abs(value) >= 0.999)
        ? []
        : [`'${other}' and '${name}' go together (correlation ${value.toFixed(4)})`];
    }),
  );
}
