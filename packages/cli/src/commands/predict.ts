import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

import type { NdArray } from '@lml/core';

import { latestCheckpoint } from '../latest-checkpoint.js';
import { openProject } from '../open-project.js';

/** `lml predict`: predicts with a checkpoint, one prediction a line. */
export async function predict(
  path: string,
  overrides: readonly string[],
  { checkpoint, output }: { checkpoint?: string; output?: string },
): Promise<number> {
  const project = await openProject(path, overrides);
  await project.load(checkpoint ?? (await latestCheckpoint(project)));
  const target = output === undefined ? process.stdout : createWriteStream(output);
  const parts = project.trainer.predictStream(project.learner, { data: project.data, seed: project.seed });
  for await (const part of parts) {
    for (const line of linesOf(part)) if (!target.write(line)) await once(target, 'drain');
  }
  if (target !== process.stdout) {
    target.end();
    await once(target, 'close');
  }
  return 0;
}

/** A line of JSON for each sample: a number, or nested lists. */
function* linesOf({ shape, data }: NdArray): Generator<string> {
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
