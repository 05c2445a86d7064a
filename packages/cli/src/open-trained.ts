import { existsSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';

import { latestCheckpoint, rankedTrials, readSearch, type Project } from '@lml/core';

import { bestOverrides } from './best-overrides.js';
import { openProject } from './open-project.js';

/**
 * Makes the project of a file and gives it the weights of a checkpoint, by default of the latest run. What a search trained at its end has
 * the best parameters of that search, not those of the file; values that are set on the command line come before both.
 */
export async function openTrained(
  path: string,
  overrides: readonly string[],
  checkpoint?: string | undefined,
): Promise<Project> {
  let project = await openProject(path, overrides);
  const used = checkpoint ?? (await latestCheckpoint(project.options));
  const search = searchOf(used);
  if (search !== undefined) {
    const { trials, objectives } = await readSearch(search);
    const [best] = rankedTrials(trials, objectives);
    if (best !== undefined) {
      project = await openProject(path, [...bestOverrides(best), ...overrides]);
      process.stderr.write(`with the parameters of trial ${best.number} of ${search}\n`);
    }
  }
  await project.load(used);
  return project;
}

/** The folder of the search in whose `best/<n>` a checkpoint or a run lies. */
function searchOf(checkpoint: string): string | undefined {
  const parts = normalize(checkpoint).split(sep);
  const at = parts.lastIndexOf('best');
  if (at < 1 || !/^\d+$/.test(parts[at + 1] ?? '')) return undefined;
  const folder = dirname(parts.slice(0, at + 1).join(sep));
  return existsSync(join(folder, 'search.json')) ? folder : undefined;
}
