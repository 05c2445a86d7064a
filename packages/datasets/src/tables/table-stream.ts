import type { IterableDataset, StreamContext } from '@lml/core';

import { openOnce } from '../shared/open-once.js';
import { sampleReader } from '../shared/sample-reader.js';
import { ClassFinder } from './encode-classes.js';
import { isOfClasses, samplesOfTable } from './table-columns.js';
import type { TableSettings } from './table-options.js';
import { rolesOf } from './table-roles.js';
import type { TableSource } from './table-source.js';
import type { Table } from './table.js';

/** A part of a table. */
export interface TablePiece extends Table {
  /** The row of the table that it begins with, where it does not stand after the one before. */
  readonly firstRow?: number | undefined;
}

/** A table that is read part by part. */
export interface TableStream {
  /**
   * The parts, from the first one at each call, all with the same columns of the same types; at least one, if without rows. Where
   * `columns` are named, others need not be among them. In an epoch, which has a context, they may come in another order.
   */
  readonly pieces: (columns?: readonly string[], context?: StreamContext) => AsyncIterable<TablePiece>;
  readonly settings: TableSettings;
  readonly source: TableSource;
}

/** What is found out when a stream is opened. */
interface Known {
  /** The columns that samples are made of. */
  readonly columns: readonly string[];
  readonly inputNames: readonly string[] | undefined;
  readonly inputTypes: Readonly<Record<string, string>>;
  /** With inputs and classes filled in. */
  readonly settings: TableSettings;
}

/**
 * The samples of a table one after the other, as `tableDataset` has them, in the memory of a part. Where the target is one of classes
 * that are not given, `open` reads the target once from beginning to end.
 *
 * @throws From `open` and `iterate`, what `pieces` throws, and `LML_FILE_FORMAT` for columns that cannot be what they are named for.
 */
export function tableStream({ pieces, settings, source }: TableStream): IterableDataset {
  const opened = openOnce(async (): Promise<Known> => {
    const first = await firstOf(pieces());
    const { inputs, target, weight = [], group = [], metadata } = rolesOf([...first.columns.keys()], settings, source);
    const classNames = settings.classNames ?? (await findClasses(first, target));
    // What is wrong with the options is told before a run has begun.
    const { inputNames, inputTypes } = samplesOfTable(first, { ...settings, classNames }, source);
    const columns = [...new Set([...inputs, ...target, weight, group, ...metadata].flat())];
    return { columns, inputNames, inputTypes, settings: { ...settings, inputs, classNames } };
  });

  /** The classes that occur; `undefined` where the target is none of classes. */
  async function findClasses(first: Table, [name, ...more]: readonly string[]): Promise<readonly string[] | undefined> {
    if (name === undefined || more.length > 0) return undefined;
    const column = first.columns.get(name)!;
    if (!isOfClasses(column, settings)) return undefined;
    const finder = new ClassFinder();
    if (column.type === 'boolean') finder.add(column);
    else for await (const { columns } of pieces([name])) finder.add(columns.get(name)!);
    return finder.names();
  }

  let known: Known | undefined;
  return {
    async open() {
      await opened.open();
      known = opened.value;
    },
    get classNames() {
      return known?.settings.classNames ?? settings.classNames;
    },
    get inputNames() {
      return known?.inputNames;
    },
    get inputTypes() {
      return known?.inputTypes;
    },
    async *iterate(context) {
      const { columns: used, settings: filled } = opened.value;
      let next = 0;
      for await (const table of pieces(used, context)) {
        const { firstRow = next } = table;
        const { columns, length } = samplesOfTable(table, filled, source, firstRow);
        next = firstRow + table.length;
        const read = sampleReader(columns);
        for (let index = 0; index < length; index++) yield read(index);
      }
    },
  };
}

async function firstOf(pieces: AsyncIterable<Table>): Promise<Table> {
  for await (const piece of pieces) return piece;
  return { columns: new Map(), length: 0 };
}
