import { openProject } from '../open-project.js';

/** `lml fit`: trains. */
export async function fit(
  path: string,
  overrides: readonly string[],
  { resume }: { resume?: string },
): Promise<number> {
  const project = await openProject(path, overrides);
  const result = await project.train({ resumeFrom: resume });
  const lines = [
    `${result.status} (${result.stopReason}) after ${result.clock.epoch} epoch${result.clock.epoch === 1 ? '' : 's'}`,
    ...(result.folder === undefined ? [] : [`run         ${result.folder}`]),
    ...(result.bestCheckpoint === undefined ? [] : [`checkpoint  ${result.bestCheckpoint}`]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return result.status === 'interrupted' ? 130 : 0;
}
