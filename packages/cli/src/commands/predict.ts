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
  if (output !== undefined) await writeLines(output, linesOf(parts));
  else for await (const line of linesOf(parts)) if (!process.stdout.write(line)) await once(process.stdout, 'drain');
  return 0;
}

async function* linesOf(parts: AsyncIterable<NdArray>): AsyncGenerator<string> {
  for await (const part of parts) yield* rowsOf(part);
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
