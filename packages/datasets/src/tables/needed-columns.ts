import type { TableSettings } from './table-options.js';
import { rolesOf } from './table-roles.js';
import type { TableSource } from './table-source.js';

/**
 * The names of the columns that something is done with: others need not be read.
 *
 * @throws `LML_FILE_FORMAT` for columns that there are not.
 */
export function neededColumns(
  columns: readonly string[],
  settings: TableSettings,
  source: TableSource,
): ReadonlySet<string> {
  const { inputs, target, weight, group, metadata } = rolesOf(columns, settings, source);
  return new Set([...inputs, ...target, ...metadata, ...[weight, group].filter((name) => name !== undefined)]);
}
