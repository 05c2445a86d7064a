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
  return columnsDataset(
    async () => {
      samples = samplesOfTable(await load(), settings, source);
      return samples.columns;
    },
    {
      files: source.file,
      classNames: () => samples?.classNames ?? settings.classNames,
      inputNames: () => samples?.inputNames,
      rowOf: (index) => samples?.rows?.[index] ?? index,
    },
  );
}
