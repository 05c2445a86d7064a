import { once } from 'node:events';

import { openTrained } from '../open-trained.js';
import { writeLines } from '../write-lines.js';

/** `lml predict`: predicts with a checkpoint, one prediction a line. */
export async function predict(
  path: string,
  overrides: readonly string[],
  { checkpoint, output, records = false }: { checkpoint?: string; output?: string; records?: boolean },
): Promise<number> {
  const project = await openTrained(path, overrides, checkpoint);
  const parts = project.trainer.predictStream(project.learner, {
    data: project.data,
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
  const data = project.data.datasets.predict === undefined ? 'test' : 'predict';
  process.stderr.write(`checkpoint  ${project.checkpoint}\n`);
  process.stderr.write(`predicted   ${rows} samples of the ${data} data, to ${output ?? 'stdout'}\n`);
  return 0;
}
