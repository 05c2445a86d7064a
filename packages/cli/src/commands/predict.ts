import { once } from 'node:events';

import { latestCheckpoint, type NdArray } from '@lml/core';

import { openProject } from '../open-project.js';
import { writeLines } from '../write-lines.js';

/** `lml predict`: predicts with a checkpoint, one prediction a line. */
export async function predict(
  path: string,
  overrides: readonly string[],
  { checkpoint, output }: { checkpoint?: string; output?: string },
): Promise<number> {
  const project = await openProject(path, overrides);
  await project.load(checkpoint ?? (await latestCheckpoint(project.options)));
  const parts = project.trainer.predictStream(project.learner, { data: project.data, seed: project.seed });
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const part of parts) {
      for (const line of rowsOf(part)) {
        rows += 1;
        yield line;
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

/** A line of JSON for each sample: a number, or nested lists. */
function* rowsOf({ shape, data }: NdArray): Generator<string> {
  const [samples = 0, ...rest] = shape;
  const size = data.length / Math.max(1, samples);
  const values = Array.from(data as ArrayLike<number>);
  for (let row = 0; row < samples; row++) {
    yield `${JSON.stringify(nest(values.slice(row * size, (row + 1) * size), rest))}\n`;
  }
}

function nest(values: readonly number[], shape: readonly number[]): unknown {
  const [first, ...rest] = shape;
  if (first === undefined) return values[0];
  const size = values.length / first;
  return Array.from({ length: first }, (_, index) => nest(values.slice(index * size, (index + 1) * size), rest));
}
