import { platform } from '#platform';

import { sweepRun } from '../training/checkpoints/sweep-run.js';

/** The file in a run's folder that makes its project again. */
export const CONFIG_FILE = 'config.yaml';

/** In the folder of a search: the runs that trained the best. */
export const BEST_RUN = 'best';

/** What a run's folder has before the first step: of checkpoints copies of those that it goes on from. */
const BEGINNING = [CONFIG_FILE, 'checkpoints'];

/** The number of a run, which is the name of its folder. Other folders beside those of runs may be called anything. */
const RUN_NUMBER = /^[1-9]\d{0,8}$/;

/**
 * Claims `<folder>/<name>/<n>` with the lowest `n` above all that are taken; `undefined` where there are no files. Nothing is
 * overwritten; what earlier runs left half-written is removed.
 */
export async function claimRunFolder(folder: string, name: string): Promise<string | undefined> {
  const { files } = platform;
  if (files === undefined) return undefined;
  const numbers = await runNumbers(folder, name);
  await Promise.all(numbers.map((number) => sweepRun(`${folder}/${name}/${number}`)));
  const [latest = 0] = numbers;
  for (let number = latest + 1; ; number++) {
    const path = `${folder}/${name}/${number}`;
    if (await files.claimFolder(path)) return path;
  }
}

/** Removes the folder of a run that took no step, unless something else is in it than a run begins with; says whether it did. */
export async function removeUnusedRun(path: string): Promise<boolean> {
  const { files } = platform;
  const names = (await files?.list(path)) ?? [];
  if (names.some((name) => !BEGINNING.includes(name))) return false;
  await files?.remove(path);
  return true;
}

/** The numbers of a project's runs, the latest first. */
export async function runNumbers(folder: string, name: string): Promise<number[]> {
  const names = (await platform.files?.list(`${folder}/${name}`)) ?? [];
  return names
    .filter((each) => RUN_NUMBER.test(each))
    .map(Number)
    .sort((a, b) => b - a);
}
