import type { Stage } from '@lml/core';

import { openProject } from '../open-project.js';

/** `lml describe graph`: what the engine makes of the step of a stage, without running it. */
export async function describeGraph(
  path: string,
  overrides: readonly string[],
  { stage }: { stage: Stage },
): Promise<number> {
  const { trainer, learner, data, seed } = await openProject(path, overrides);
  process.stdout.write(`${await trainer.describe(learner, { stage, data, seed })}\n`);
  return 0;
}
