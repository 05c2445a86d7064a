import type { Objective } from './objective.js';
import type { Trial } from './trial.js';

type Cell = string | number | undefined;

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table of trials as CSV (RFC 4180), for spreadsheets and data frames: a row for each, and the columns `number`, `state`, each objective by its name,
 * each parameter as `params.<name>` in the order of the alphabet, `budget.epochs`, `budget.samples`, `parent`, `epochs`, `seconds`,
 * `error.code` and `error.message`. What a trial does not have is an empty cell.
 *
 * Parameters that are neither numbers nor text are written as JSON. Text that begins like a formula has a `'` before it, so that no
 * spreadsheet computes it; {@link trialsJson} has everything as it is.
 *
 * @param trials - The trials.
 * @param objectives - What was to become better, in the order of the trials' values.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 *
 * @example
 * ```ts
 * import { trialsCsv, type Trial } from '@lml/core';
 *
 * const trials: Trial[] = [{ number: 0, state: 'completed', params: { sizes: [8, 8] }, values: [0.5], seconds: 2 }];
 * const [names, row] = trialsCsv(trials, [{ name: 'loss', mode: 'min' }]).split('\r\n');
 * names; // => 'number,state,loss,params.sizes,budget.epochs,budget.samples,parent,epochs,seconds,error.code,error.message'
 * row; // => '0,completed,0.5,"[8,8]",,,,,2,,'
 * ```
 */
export function trialsCsv(trials: readonly Trial[], objectives: readonly Objective[]): string {
  const parameters = parametersOf(trials);
  const names = [
    ...['number', 'state', ...objectives.map(({ name }) => name), ...parameters.map((name) => `params.${name}`)],
    ...['budget.epochs', 'budget.samples', 'parent', 'epochs', 'seconds', 'error.code', 'error.message'],
  ];
  const rows = trials.map((trial) => [
    ...[trial.number, trial.state, ...objectives.map((_, at) => trial.values?.[at])],
    ...parameters.map((name) => plainCell(trial.params[name])),
    ...[trial.budget?.epochs, trial.budget?.samples, trial.parent, trial.epochs, trial.seconds],
    ...[trial.error?.code, trial.error?.message],
  ]);
  return [names, ...rows].map((row: readonly Cell[]) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/**
 * The same table as JSON: a list with an object for each trial, one a line. It has all that is known of a trial but the curves:
 * `values` and `deviations` by objective, `params`, `folds`, `budget`, `parent`, `notes`, `epochs`, `seconds`, `error`. Numbers that are not
 * finite are texts: `"NaN"`.
 *
 * @param trials - The trials.
 * @param objectives - What was to become better, in the order of the trials' values.
 *
 * @example
 * ```ts
 * import { trialsJson, type Trial } from '@lml/core';
 *
 * const trials: Trial[] = [{ number: 0, state: 'completed', params: { lr: 0.1 }, values: [0.5] }];
 * JSON.parse(trialsJson(trials, [{ name: 'loss', mode: 'min' }])); // => [{ number: 0, state: 'completed', values: { loss: 0.5 }, params: { lr: 0.1 } }]
 * ```
 */
export function trialsJson(trials: readonly Trial[], objectives: readonly Objective[]): string {
  const named = (numbers: readonly number[] | undefined): Record<string, number> | undefined =>
    numbers && Object.fromEntries(numbers.map((value, at) => [objectives[at]?.name ?? String(at), value]));
  const rows = trials.map(({ number, state, values, deviations, params, curves, ...rest }) =>
    JSON.stringify({ number, state, values: named(values), deviations: named(deviations), params, ...rest }, finite),
  );
  return rows.length === 0 ? '[]\n' : `[\n${rows.map((row) => `  ${row}`).join(',\n')}\n]\n`;
}

/** The names of all parameters that occur, in the order of the alphabet. */
export function parametersOf(trials: readonly Trial[]): string[] {
  return [...new Set(trials.flatMap(({ params }) => Object.keys(params)))].sort();
}

/** A parameter as a number or text. */
function plainCell(value: unknown): Cell {
  if (value === undefined || typeof value === 'number' || typeof value === 'string') return value;
  return JSON.stringify(value);
}

function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** JSON has no word for numbers that are not finite. */
function finite(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
