import { missingColumn, type TableSource } from './table-source.js';
import type { TableSettings } from './table-options.js';

/** What the columns of a table are for. */
export interface TableRoles {
  readonly inputs: readonly string[];
  readonly target: readonly string[];
  readonly weight: string | undefined;
  readonly group: string | undefined;
  readonly metadata: readonly string[];
}

/**
 * Says of each column what it is for; what nothing is said of is an input.
 *
 * @throws `LML_FILE_FORMAT` for a column that there is not, and for one that is learnt from and to be predicted.
 */
export function rolesOf(columns: readonly string[], settings: TableSettings, source: TableSource): TableRoles {
  const { target = [], weight, group, metadata = [] } = settings;
  const inputs = settings.inputs && wholeArrays(settings.inputs, columns);
  const targets = typeof target === 'string' ? [target] : target;
  const named = { target: targets, inputs: inputs ?? [], metadata, weight: listOf(weight), group: listOf(group) };
  for (const [option, names] of Object.entries(named)) {
    for (const name of names) if (!columns.includes(name)) throw missingColumn(name, option, columns, source);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined) throw source.fault(`${option} names '${twice}' twice.`);
  }
  const both = targets.find((name) => inputs?.includes(name));
  if (both !== undefined)
    throw source.fault(`'${both}' is named as target and among the inputs. Leave it out of inputs.`);
  const used = new Set([...targets, ...metadata, ...named.weight, ...named.group]);
  const chosen = inputs ?? columns.filter((name) => !used.has(name));
  if (columns.length === 0) throw source.fault('there are no rows, and so no columns.');
  if (chosen.length === 0) throw source.fault('no column is left as an input of the model.');
  return { inputs: chosen, target: targets, weight, group, metadata };
}

/** The columns of inputs of which some are called by the numbers in an array: for `box.0` and `box.1` the column `box`. */
function wholeArrays(inputs: readonly string[], columns: readonly string[]): readonly string[] {
  const all = new Set(columns);
  return inputs.flatMap((name, at) => {
    const array = name.replace(/\.\d+$/, '');
    if (all.has(name) || !all.has(array)) return [name];
    return inputs[at - 1]?.replace(/\.\d+$/, '') === array ? [] : [array];
  });
}

function listOf(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name];
}
