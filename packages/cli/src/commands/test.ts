import { openTrained } from '../open-trained.js';

/** `lml test`: judges a checkpoint on the test data. */
export async function test(
  path: string,
  overrides: readonly string[],
  { checkpoint }: { checkpoint?: string },
): Promise<number> {
  const project = await openTrained(path, overrides, checkpoint);
  const values = await project.test();
  // The console logger has printed both, unless the project has other loggers.
  if (project.trainer.options.loggers === undefined) return 0;
  process.stderr.write(`checkpoint  ${project.checkpoint}\n`);
  process.stdout.write(`${JSON.stringify(values)}\n`);
  return 0;
}
