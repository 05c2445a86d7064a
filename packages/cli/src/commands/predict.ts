import { once } from 'node:events';

import { fileDataset } from '@lml/core';

import { openTrained } from '../open-trained.js';
import { writeLines } from '../write-lines.js';

/** The flags of `lml predict`. */
export interface PredictFlags {
  readonly checkpoint?: string;
  readonly data?: string;
  readonly output?: string;
  readonly records?: boolean;
}

/** `lml predict`: predicts with a checkpoint, one prediction a line. */
export async function predict(
  path: string,
  overrides: readonly string[],
  { checkpoint, data: file, output, records = false }: PredictFlags,
): Promise<number> {
  const project = await openTrained(path, overrides, checkpoint);
  const { data: module } = project;
  const dataset =
    file &&
    fileDataset(file, {
      like: module.trainingDataset,
      inputNames: module.inputNames,
      inputTypes: module.inputTypes,
    });
  const parts = project.trainer.predictStream(project.learner, {
    data: module,
    ...(dataset && { dataset }),
    seed: project.seed,
    as: records ? 'records' : 'rows',
  });
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const part of parts) {
      for (const row of part) {
        rows += 1;
        yield `${JSON.stringify(row)}\n`;
      }
    }
  }
  if (output !== undefined) await writeLines(output, lines());
  else for await (const line of lines()) if (!process.stdout.write(line)) await once(process.stdout, 'drain');
  // Beside the predictions, which may go on to another program.
  const what = file ?? `the ${module.datasets.predict === undefined ? 'test' : 'predict'} data`;
  process.stderr.write(`checkpoint  ${project.checkpoint}\n`);
  process.stderr.write(`predicted   ${rows} samples of ${what}, to ${output ?? 'stdout'}\n`);
  return 0;
}
