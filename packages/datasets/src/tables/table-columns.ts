import { gatherRows, sizeOf, type NdArray } from '@lml/core';

import type { Column } from '../shared/columns-dataset.js';
import { ClassFinder, encodeClasses, hasMissing, isMissing } from './encode-classes.js';
import type { Table, TableColumn } from './table.js';
import { toMatrix } from './table-matrix.js';
import type { TableSettings } from './table-options.js';
import { rolesOf, type TableRoles } from './table-roles.js';
import { listNames, type TableSource } from './table-source.js';

/** A table as the columns of samples, and what is known of them. */
export interface TableSamples {
  readonly columns: Readonly<Record<string, Column>>;
  /** The number of samples. */
  readonly length: number;
  readonly classNames: readonly string[] | undefined;
  readonly inputNames: readonly string[] | undefined;
  /** The types of the columns that inputs are made of. */
  readonly inputTypes: Readonly<Record<string, string>>;
  /** The row of each sample in the table, where some were left out. */
  readonly rows: Int32Array | undefined;
}

/**
 * Makes samples of a table: `input`, and where they are named `target`, `weight`, `group`, `metadata`. `firstRow` says which row of
 * the whole the first one is, for messages.
 *
 * @throws `LML_FILE_FORMAT` for columns that there are not or that cannot be what they are named for, and for missing targets.
 */
export function samplesOfTable(whole: Table, settings: TableSettings, source: TableSource, firstRow = 0): TableSamples {
  const roles = rolesOf([...whole.columns.keys()], settings, source);
  const { table, rows } = withTargets(whole, roles, settings, source, firstRow);
  const rowOf = (index: number): number => firstRow + (rows?.[index] ?? index);
  const inputs =
    settings.as === 'matrix'
      ? toMatrix(table, roles.inputs, 'inputs', source)
      : { array: recordOf(table, roles.inputs), names: roles.inputs };
  const target = targetOf(table, roles, settings, source, rowOf);
  return {
    columns: {
      input: inputs.array,
      ...(target !== undefined && { target: target.array }),
      ...(roles.weight !== undefined && { weight: weightsOf(table, roles.weight, source, rowOf) }),
      ...(roles.group !== undefined && { group: groupsOf(table, roles.group, source) }),
      ...(roles.metadata.length > 0 && { metadata: metadataOf(table, roles.metadata) }),
    },
    length: table.length,
    classNames: target?.classNames ?? settings.classNames,
    inputNames: inputs.names,
    inputTypes: Object.fromEntries(roles.inputs.map((name) => [name, table.columns.get(name)!.type])),
    rows,
  };
}

/** The rows that have their targets. */
function withTargets(
  table: Table,
  { target }: TableRoles,
  { missingTarget }: TableSettings,
  source: TableSource,
  firstRow: number,
): { table: Table; rows: Int32Array | undefined } {
  const isWithout = (row: number): boolean => target.some((name) => hasMissing(table.columns.get(name)!, row));
  const all = Int32Array.from({ length: target.length === 0 ? 0 : table.length }, (_, row) => row);
  const first = all.find(isWithout);
  if (first === undefined) return { table, rows: undefined };
  if (missingTarget === 'error')
    throw source.fault(
      `row ${firstRow + first} has no value in the target column ${listNames(target)}. Leave such rows out by missingTarget: 'drop'.`,
    );
  const rows = all.filter((row) => !isWithout(row));
  const columns = [...table.columns].map(([name, column]): [string, TableColumn] => [
    name,
    { type: column.type, values: gatherRows(column.values, rows) as TableColumn['values'] },
  ]);
  return { table: { columns: new Map(columns), length: rows.length }, rows };
}

function recordOf(table: Table, names: readonly string[]): Readonly<Record<string, NdArray>> {
  return Object.fromEntries(names.map((name) => [name, table.columns.get(name)!.values]));
}

function targetOf(
  table: Table,
  { target }: TableRoles,
  settings: TableSettings,
  source: TableSource,
  rowOf: (index: number) => number,
): { array: NdArray; classNames?: readonly string[] } | undefined {
  const [name] = target;
  if (name === undefined) return undefined;
  if (target.length > 1) return { array: toMatrix(table, target, 'target', source).array };
  const column = table.columns.get(name)!;
  if (isOfClasses(column, settings)) {
    if (column.values.shape.length > 1) throw source.fault(`the target '${name}' is of arrays, and cannot be classes.`);
    const names = settings.classNames ?? classesIn(column);
    return { array: encodeClasses(column, name, names, source, rowOf), classNames: names };
  }
  if (column.type === 'text')
    throw source.fault(
      `the target '${name}' is text, and classes is false. Leave classes out, or name another target.`,
    );
  return { array: column.values };
}

/** Whether a target is one of classes. */
export function isOfClasses({ type }: TableColumn, { classes, classNames }: TableSettings): boolean {
  return classes ?? (classNames !== undefined || type === 'text' || type === 'boolean');
}

function classesIn(column: TableColumn): string[] {
  const finder = new ClassFinder();
  finder.add(column);
  return finder.names();
}

function weightsOf(
  table: Table,
  name: string,
  source: TableSource,
  rowOf: (index: number) => number,
): NdArray<'float64'> {
  const { array } = toMatrix(table, [name], 'weight', source);
  const wrong = array.data.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (wrong >= 0)
    throw source.fault(
      `column '${name}', row ${rowOf(wrong)}: a weight must be a number of at least 0, got ${array.data[wrong]}.`,
    );
  return { dtype: 'float64', shape: [table.length], data: array.data };
}

function groupsOf(table: Table, name: string, source: TableSource): NdArray {
  const { values } = table.columns.get(name)!;
  if (values.shape.length === 1) return values;
  throw source.fault(`column '${name}' is of arrays; a group is a number or a text.`);
}

/** A record of values for each row; what is missing is null. */
function metadataOf(table: Table, names: readonly string[]): readonly unknown[] {
  return Array.from({ length: table.length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, plainValue(table.columns.get(name)!, row)])),
  );
}

function plainValue(column: TableColumn, row: number): unknown {
  if (isMissing(column, row)) return null;
  const { data, shape } = column.values;
  if (shape.length > 1) {
    const size = sizeOf(shape.slice(1));
    return Array.from(data.slice(row * size, (row + 1) * size) as ArrayLike<unknown>);
  }
  const value = data[row]!;
  if (column.type === 'boolean') return value === 1;
  if (column.type === 'date') return new Date(Number(value)).toISOString();
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
