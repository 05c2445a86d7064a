import { existsSync } from 'node:fs';

import { describeEnd } from '@lml/core/engine';

import { openProject } from '../open-project.js';
import { quoted } from '../quoted.js';

/** `lml fit`: trains. */
export async function fit(
  path: string,
  overrides: readonly string[],
  { resume }: { resume?: string },
): Promise<number> {
  const project = await openProject(path, overrides);
  const resumeCommand = (from: string): string =>
    ['npx lml fit', ...[path, ...overrides, '--resume', from].map(quoted)].join(' ');
  const result = await project.train({ resumeFrom: resume, resumeCommand });
  const { loggers } = project.trainer.options;
  // The console logger, and after it the project, say it where there is one.
  if (loggers !== undefined && !loggers.some(({ name }) => name === 'console')) {
    const goesOnFrom = result.lastCheckpoint === undefined ? undefined : resumeCommand(result.lastCheckpoint);
    const lines = describeEnd({ ...result, reason: result.stopReason, resume: goesOnFrom });
    const report = `${result.folder}/report.html`;
    if (result.folder !== undefined && existsSync(report)) lines.push(`report      ${report}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return result.status === 'interrupted' ? 130 : 0;
}
