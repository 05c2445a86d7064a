import type { Figure } from '../../learning/figure.js';
import type { SearchSpace } from '../../search/distribution.js';
import type { Objective } from '../../search/objective.js';
import { paretoFront, rankedTrials } from '../../search/rank-trials.js';
import { searchFigures } from '../../search/search-figures.js';
import type { Trial } from '../../search/trial.js';
import { parametersOf } from '../../search/trial-table.js';
import { formatColumn, formatNumber, formatSeconds } from '../../training/format.js';
import type { ReportedValues } from '../../training/training-events.js';
import { escape } from '../../figures/escape.js';
import { dataTable, figureGrid, pageHtml, type DataCell } from './page.js';
import { resultsTable } from './tables.js';

/** What {@link searchReportHtml} shows. */
export interface SearchReport {
  /** The title of the page. */
  readonly name: string;
  /** The trials. */
  readonly trials: readonly Trial[];
  /** The spaces that they were chosen from. */
  readonly spaces: readonly SearchSpace[];
  /** What was to become better. */
  readonly objectives: readonly Objective[];
  /** The trial that was chosen. Default: the best of the first objective. */
  readonly best?: Trial | undefined;
  /** The model that was trained with the best parameters on all of the training data, if one was. */
  readonly refit?: RefitReport | undefined;
  /** The numbers of its test by full name, `test/loss`, if it was tested. */
  readonly test?: ReportedValues | undefined;
  /** How long the search took. */
  readonly seconds?: number | undefined;
}

/** What was trained with the best parameters. */
export interface RefitReport {
  /** How many epochs. */
  readonly epochs?: number | undefined;
  /** Where the run is. */
  readonly folder?: string | undefined;
  /** Its numbers by full name. */
  readonly values?: ReportedValues | undefined;
}

const NOTES = { running: 'not ended', completed: '', pruned: 'pruned: ended as hopeless', failed: 'failed' };

/**
 * A page about a search, in one file that needs nothing else: the best parameters, what was trained with them and its test, figures
 * ({@link searchFigures}), and all trials, the best first; those that failed say why.
 *
 * @param report - What it shows.
 *
 * @example
 * ```ts
 * import { searchReportHtml, uniform, type Trial } from '@lml/core';
 *
 * const trials: Trial[] = [{ number: 0, state: 'completed', params: { x: 0.5 }, values: [0.25] }];
 * const space = { x: uniform({ low: 0, high: 1 }) };
 * const page = searchReportHtml({ name: 'A search', trials, spaces: [space], objectives: [{ name: 'loss', mode: 'min' }] });
 * page.startsWith('<!doctype html>'); // => true
 * ```
 */
export function searchReportHtml(report: SearchReport): string {
  const { name, trials, spaces, objectives } = report;
  const best = report.best ?? rankedTrials(trials, objectives)[0];
  const figures = searchFigures(trials, spaces, objectives);
  return pageHtml(name, factsOf(report, best), [
    '<h2>Best parameters</h2>',
    best === undefined ? '<p>There are none: no trial was completed.</p>' : bestTable(best),
    refitPart(report),
    figureGroups(figures),
    '<h2>Trials</h2>',
    trialTable(report, best),
  ]);
}

function factsOf({ trials, objectives, seconds }: SearchReport, best: Trial | undefined): Record<string, string> {
  const counts = (['completed', 'pruned', 'failed', 'running'] as const).flatMap((state) => {
    const count = trials.filter((trial) => trial.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const values = objectives.map(({ name }, at) => `${name} ${valueText(best, at)}`);
  return {
    trials: counts.length === 0 ? 'none' : counts.join(', '),
    ...(best !== undefined && { best: `trial ${best.number}: ${values.join(', ')}` }),
    objectives: objectives.map(({ name, mode }) => `${name}, ${mode === 'min' ? 'lower' : 'higher'} is better`).join('; '),
    ...(seconds !== undefined && { time: formatSeconds(seconds) }),
  }; // prettier-ignore
}

/** A value for people, with how far folds stray from it. */
function valueText(trial: Trial | undefined, at: number): string {
  const value = trial?.values?.[at];
  const deviation = trial?.deviations?.[at];
  if (value === undefined) return '';
  return deviation === undefined ? formatNumber(value) : `${formatNumber(value)} ± ${formatNumber(deviation)}`;
}

function bestTable({ params }: Trial): string {
  const rows = Object.keys(params).sort().map((name) => [{ text: name }, { text: fullText(params[name]) }]); // prettier-ignore
  return dataTable([{ text: 'parameter' }, { text: 'value' }], rows);
}

function refitPart({ refit, test }: SearchReport): string {
  if (refit === undefined && test === undefined) return '';
  const epochs = refit?.epochs === undefined ? '' : ` for ${refit.epochs} epoch${refit.epochs === 1 ? '' : 's'}`;
  const place = refit?.folder === undefined ? '' : `: ${refit.folder}`;
  const note = `Trained with the best parameters on all of the training data${epochs}${place}.`;
  const columns = [
    ...(refit?.values === undefined ? [] : [{ title: 'the last epoch', values: refit.values }]),
    ...(test === undefined ? [] : [{ title: 'test', values: test }]),
  ];
  return `<h2>Refit</h2>\n${columns.length === 0 ? '' : resultsTable(columns)}\n<p class="note">${escape(note)}</p>`;
}

/** Slices are many: they come after what all trials have in common. */
function figureGroups(figures: Readonly<Record<string, Figure>>): string {
  const isSlice = ([name]: [string, Figure]): boolean => name.startsWith('slice-');
  const entries = Object.entries(figures);
  const [all, slices] = [entries.filter((entry) => !isSlice(entry)), entries.filter(isSlice)];
  const part = (title: string, some: typeof entries): string =>
    some.length === 0 ? '' : `<h2>${title}</h2>\n${figureGrid(some.map(([, figure]) => figure))}`;
  return [part('Figures', all), part('By parameter', slices)].filter((text) => text !== '').join('\n');
}

function trialTable({ trials, objectives }: SearchReport, best: Trial | undefined): string {
  if (trials.length === 0) return '<p>There are none.</p>';
  const ranked = rankedTrials(trials, objectives);
  const rest = trials.filter((trial) => !ranked.includes(trial)).sort((a, b) => a.number - b.number);
  const rows = [...ranked, ...rest];
  const front = new Set(objectives.length > 1 ? paretoFront(trials, objectives) : []);
  const parameters = parametersOf(trials);
  const numeric = new Set(parameters.filter((name) => trials.every(({ params }) => params[name] === undefined || typeof params[name] === 'number'))); // prettier-ignore
  const hasTime = trials.some(({ seconds }) => seconds !== undefined);
  const notes = rows.map((trial) => noteOf(trial, front.has(trial)));
  const hasNotes = notes.some((note) => note !== '');
  const columns: DataCell[] = [
    { text: 'trial', look: 'number' },
    ...objectives.map(({ name }): DataCell => ({ text: name, look: 'number' })),
    ...(hasNotes ? [{ text: '' }] : []),
    ...parameters.map((name): DataCell => ({ text: name, look: numeric.has(name) ? 'number' : undefined })),
    ...(hasTime ? [{ text: 'time', look: 'number' } as const] : []),
  ];
  const cells = rows.map((trial, row): DataCell[] => [
    { text: String(trial.number), look: 'number' },
    ...objectives.map((_, at): DataCell => ({ text: columnText(trial, at), look: 'number' })),
    // Beside the values, since parameters may go on beyond the page.
    ...(hasNotes ? [{ text: notes[row]!, look: 'text' } as const] : []),
    ...parameters.map((name): DataCell => ({ text: plainText(trial.params[name]), look: numeric.has(name) ? 'number' : undefined })),
    ...(hasTime ? [{ text: trial.seconds === undefined ? '' : formatSeconds(trial.seconds), look: 'number' } as const] : []),
  ]); // prettier-ignore
  const classOf = (row: number): string =>
    rows[row]!.number === best?.number ? 'best' : rows[row]!.state === 'completed' ? '' : 'dim';
  return dataTable(columns, cells, classOf);
}

/** A value in its column, with the deviation of folds. */
function columnText(trial: Trial, at: number): string {
  const value = trial.values?.[at];
  const deviation = trial.deviations?.[at];
  return deviation === undefined ? formatColumn(value) : `${formatColumn(value)} ± ${formatColumn(deviation)}`;
}

function noteOf(trial: Trial, isFront: boolean): string {
  const { state, error, budget, parent } = trial;
  const parts = [
    isFront ? 'on the Pareto front' : '',
    error === undefined ? NOTES[state] : `failed: ${error.message} (${error.code})`,
    budget?.epochs === undefined ? '' : `${budget.epochs} epochs`,
    budget?.samples === undefined ? '' : `${budget.samples} samples`,
    parent === undefined ? '' : `goes on from trial ${parent}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** A parameter as it is. */
function fullText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A parameter for people: numbers with four digits. */
function plainText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? formatNumber(value) : fullText(value);
}
