import { platform } from '#platform';

import { FileNotFoundError } from '../../errors/file-not-found-error.js';
import type { SearchSpace } from '../../search/distribution.js';
import type { Objective } from '../../search/objective.js';
import type { Trial, TrialResult } from '../../search/trial.js';
import { runNumbers } from '../run-folder.js';
import { readJson } from './run-record.js';

/** The file that says that a folder is that of a search. */
export const SEARCH_FILE = 'search.json';

/** A search as it was written, whether it is over or not. */
export interface WrittenSearch {
  /** Its folder. */
  readonly folder: string;
  /** Whether it came to its end. */
  readonly status: 'running' | 'completed';
  /** What is to become better. */
  readonly objectives: readonly Objective[];
  /** What is searched. */
  readonly spaces: readonly SearchSpace[];
  /** Its trials by number. */
  readonly trials: readonly Trial[];
}

/**
 * Reads the trials of a search from its folder, while it runs or after it.
 *
 * @throws `LML_FILE_NOT_FOUND` if it is no folder of a search.
 *
 * @example
 * ```ts
 * import { readSearch } from '@lml/core';
 *
 * await readSearch('runs/never/1'); // throws LML_FILE_NOT_FOUND
 * ```
 */
export async function readSearch(folder: string): Promise<WrittenSearch> {
  const note = (await readJson(`${folder}/${SEARCH_FILE}`)) as
    { status: WrittenSearch['status']; definition: { own: Pick<WrittenSearch, 'objectives' | 'spaces'> } } | undefined;
  if (note === undefined)
    throw new FileNotFoundError(`'${folder}' is no folder of a search: it has no ${SEARCH_FILE}.`);
  const { objectives, spaces } = note.definition.own;
  const numbers = (await platform.files!.list(`${folder}/trials`)).map(Number).sort((a, b) => a - b);
  const trials: Trial[] = [];
  for (const number of numbers) {
    const written = (await readJson(`${folder}/trials/${number}/trial.json`)) as
      (Trial & { result?: TrialResult }) | undefined;
    if (written === undefined) continue;
    const { result, ...proposal } = written;
    trials.push({ ...proposal, number, state: 'running', ...result });
  }
  return { folder, status: note.status, objectives, spaces, trials };
}

/** The folder of the latest search of a project; `undefined` if there is none. */
export async function latestSearch(place: string, name: string): Promise<string | undefined> {
  for (const number of await runNumbers(place, name)) {
    const folder = `${place}/${name}/${number}`;
    if ((await platform.files?.exists(`${folder}/${SEARCH_FILE}`)) === true) return folder;
  }
  return undefined;
}
