import type { Dataset } from '@lml/core';

import { columnsDataset } from '../shared/columns-dataset.js';
import type { Table } from './table.js';
import { samplesOfTable, type TableSamples } from './table-columns.js';
import type { TableSettings } from './table-options.js';
import type { TableSource } from './table-source.js';

/**
 * The dataset of a table that is in memory once it is open. `load` reads it.
 *
 * @throws From `open`, what `load` throws, and `LML_FILE_FORMAT` for columns that cannot be what they are named for.
 */
export function tableDataset(
  load: () => Table | Promise<Table>,
  settings: TableSettings,
  source: TableSource,
): Dataset {
  let samples: TableSamples | undefined;
  const open = async (): Promise<TableSamples> => (samples = samplesOfTable(await load(), settings, source));
  return datasetOf(open, () => samples, settings, source);
}

/**
 * The dataset of a table that is in memory: what is wrong with it is told at once.
 *
 * @throws What `source.fault` gives for columns that cannot be what they are named for.
 */
export function tableInMemory(table: Table, settings: TableSettings, source: TableSource): Dataset {
  const samples = samplesOfTable(table, settings, source);
  return datasetOf(
    () => samples,
    () => samples,
    settings,
    source,
  );
}

function datasetOf(
  open: () => TableSamples | Promise<TableSamples>,
  opened: () => TableSamples | undefined,
  settings: TableSettings,
  source: TableSource,
): Dataset {
  return columnsDataset(async () => (await open()).columns, {
    files: source.file,
    classNames: () => opened()?.classNames ?? settings.classNames,
    inputNames: () => opened()?.inputNames,
    inputTypes: () => opened()?.inputTypes,
    rowOf: (index) => opened()?.rows?.[index] ?? index,
  });
}
