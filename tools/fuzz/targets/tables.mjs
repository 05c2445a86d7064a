import { arrow, parquet } from '@lml/datasets';
import fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guarded } from '../bytes/guard.mjs';
import { scratchFolder } from '../bytes/scratch.mjs';
import { arrowBytes, parquetBytes } from '../bytes/tables.mjs';

const path = join(scratchFolder(), 'x');
const READERS = { arrow, parquet };

/** @typedef {{ reader: keyof typeof READERS, column: string | undefined, bytes: Uint8Array }} TableCase */

// One column, so that what is wrong with others does not come first.
const column = fc.constantFrom(undefined, 'whole', 'long', 'real', 'text', 'truth', 'pair', 'fixed', 'wide', 'decimal');

/**
 * Tables whose files were changed: each gives samples or an error with a code, and takes neither long nor much.
 *
 * @type {import('../search.mjs').Target<TableCase>}
 */
export const tables = {
  name: 'tables',
  cases: fc.oneof(
    fc.record({ reader: fc.constant(/** @type {const} */ ('parquet')), column, bytes: parquetBytes }),
    fc.record({ reader: fc.constant(/** @type {const} */ ('arrow')), column, bytes: arrowBytes }),
  ),
  check: (given, { limit }) => guarded(given.reader, reproduction(given), () => run(given), limit),
};

/** @param {TableCase} given */
async function run({ reader, column: name, bytes }) {
  writeFileSync(path, bytes);
  const dataset = READERS[reader]({ path, as: 'columns', ...(name !== undefined && { inputs: [name] }) });
  await dataset.open();
  if (dataset.length > 0) await dataset.get(dataset.length - 1);
}

/** @param {TableCase} given */
function reproduction({ reader, column: name, bytes }) {
  return `${reader}, column ${name ?? 'all'}: ${Buffer.from(bytes).toString('base64')}`;
}
