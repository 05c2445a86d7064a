import { existsSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  FileNotFoundError,
  rankedTrials,
  readSearch,
  searchFigures,
  toSvg,
  trialsCsv,
  trialsJson,
  type Trial,
  type WrittenSearch,
} from '@lml/core';
import { latestSearch } from '@lml/core/engine';

import { bestOverrides } from '../best-overrides.js';
import { openProject } from '../open-project.js';
import { quoted } from '../quoted.js';
import { shortNumber, textTable } from '../text-table.js';

/** Options of `lml trials`. */
export interface TrialsOptions {
  /** Only the best, as arguments. */
  readonly best?: boolean | undefined;
  /** As JSON. */
  readonly json?: boolean | undefined;
  /** As CSV. */
  readonly csv?: boolean | undefined;
  /** The folder for the figures. */
  readonly plot?: string | undefined;
}

/** `lml trials`: shows the trials of a search. */
export async function trials(path: string, { best, json, csv, plot }: TrialsOptions): Promise<number> {
  const search = await readSearch(await folderOf(path));
  if (plot !== undefined) return plotTrials(search, plot);
  const { trials: all, objectives } = search;
  if (best === true) return printBest(search);
  const text =
    json === true ? trialsJson(all, objectives) : csv === true ? trialsCsv(all, objectives) : tableOf(search);
  process.stdout.write(text);
  return 0;
}

/** A folder as it is; of a project file, that of its latest search. */
async function folderOf(path: string): Promise<string> {
  if (existsSync(path) && statSync(path).isDirectory()) return path;
  const { options } = await openProject(path, []);
  const { folder = 'runs', name = 'project' } = options;
  const latest = folder === false ? undefined : await latestSearch(folder, name);
  if (latest !== undefined) return latest;
  throw new FileNotFoundError(`There is no search of '${path}' yet. Begin one: npx lml search ${quoted(path)}.`);
}

function tableOf({ trials: all, objectives, status, folder }: WrittenSearch): string {
  const parameters = [...new Set(all.flatMap(({ params }) => Object.keys(params)))].sort();
  const [leader] = rankedTrials(all, objectives);
  const rows = all.map((trial) => [
    `${trial.number}${trial === leader ? ' *' : ''}`,
    trial.state,
    ...objectives.map((_, at) => valueOf(trial, at)),
    ...parameters.map((name) => cellOf(trial.params[name])),
    trial.seconds === undefined ? '' : trial.seconds.toFixed(1),
    trial.error?.message.split('\n')[0] ?? '',
  ]);
  const head = ['trial', 'state', ...objectives.map(({ name }) => name), ...parameters, 'seconds', ''];
  const note = status === 'running' ? ['', `not over: the command that began it goes on with it (${folder})`] : [];
  return [...textTable([head, ...rows]), ...note].map((line) => `${line}\n`).join('');
}

function valueOf({ values, deviations }: Trial, at: number): string {
  if (values?.[at] === undefined) return '';
  return `${shortNumber(values[at])} ±${shortNumber(deviations?.[at])}`;
}

function cellOf(value: unknown): string {
  return typeof value === 'number' ? shortNumber(value) : value === undefined ? '' : JSON.stringify(value);
}

function printBest({ trials: all, objectives, folder }: WrittenSearch): number {
  const [leader] = rankedTrials(all, objectives);
  if (leader === undefined) throw new FileNotFoundError(`No trial of '${folder}' was completed yet.`);
  const values = bestOverrides(leader).map((value) => quoted(value));
  process.stdout.write(`${values.join(' ')}\n`);
  return 0;
}

async function plotTrials({ trials: all, spaces, objectives }: WrittenSearch, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const [name, figure] of Object.entries(searchFigures(all, spaces, objectives))) {
    const path = join(folder, `${name}.svg`);
    await writeFile(path, toSvg(figure));
    process.stdout.write(`${path}\n`);
  }
  return 0;
}
