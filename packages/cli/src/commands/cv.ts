import { openProject } from '../open-project.js';
import { shortNumber, textTable } from '../text-table.js';
import { runOptions, type RunOptions } from './executor-options.js';

/** `lml cv`: cross-validates; prints each number by fold, with its mean and deviation. */
export async function cv(path: string, overrides: readonly string[], options: RunOptions): Promise<number> {
  const project = await openProject(path, overrides);
  const { status, folds, mean, standardDeviation, folder } = await project.crossValidate(runOptions(options));
  const names = Object.keys(mean);
  const rows = [
    ['fold', ...names],
    ...folds.map(({ fold, values }) => [String(fold + 1), ...names.map((name) => shortNumber(values[name]))]),
    ['mean', ...names.map((name) => shortNumber(mean[name]))],
    ['deviation', ...names.map((name) => shortNumber(standardDeviation[name]))],
  ];
  const lines = textTable(rows);
  if (folder !== undefined) lines.push('', `run  ${folder}`);
  if (status === 'interrupted') lines.push('interrupted: the same command goes on where it was');
  process.stdout.write(`${lines.join('\n')}\n`);
  return status === 'interrupted' ? 130 : 0;
}
