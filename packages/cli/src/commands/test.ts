import { latestCheckpoint } from '@lml/core';

import { openProject } from '../open-project.js';

/** `lml test`: judges a checkpoint on the test data. */
export async function test(
  path: string,
  overrides: readonly string[],
  { checkpoint }: { checkpoint?: string },
): Promise<number> {
  const project = await openProject(path, overrides);
  await project.load(checkpoint ?? (await latestCheckpoint(project.options)));
  const values = await project.test();
  // The console logger has printed both, unless the project has other loggers.
  if (project.trainer.options.loggers === undefined) return 0;
  process.stderr.write(`checkpoint  ${project.checkpoint}\n`);
  process.stdout.write(`${JSON.stringify(values)}\n`);
  return 0;
}
