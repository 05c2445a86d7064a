import { openProject } from '../open-project.js';
import { shortNumber } from '../text-table.js';
import { runOptions, type RunOptions } from './executor-options.js';

/** `lml search`: searches, trains the best, and tests it once. */
export async function search(path: string, overrides: readonly string[], options: RunOptions): Promise<number> {
  const project = await openProject(path, overrides);
  const { status, best, trials, test, folder, project: final } = await project.search(runOptions(options));
  const lines: string[] = [];
  if (best !== undefined) {
    const params = Object.entries(best.params).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    lines.push(`best    trial ${best.number} of ${trials.length}: ${params.join(' ')}`);
    lines.push(`value   ${best.values!.map((value) => shortNumber(value)).join(', ')}`);
  }
  const numbers = Object.entries(test ?? {}).map(([name, value]) => `${name} ${shortNumber(value)}`);
  if (numbers.length > 0) lines.push(`test    ${numbers.join(', ')}`);
  if (final?.checkpoint !== undefined) lines.push(`model   ${final.checkpoint}`);
  if (folder !== undefined) lines.push(`run     ${folder}`);
  if (status === 'interrupted') lines.push('interrupted: the same command goes on where it was');
  process.stdout.write(`${lines.join('\n')}\n`);
  return status === 'interrupted' ? 130 : 0;
}
