import type * as tf from '@tensorflow/tfjs';

import type { HostBatch } from '../data/batch.js';
import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Engine } from '../steps/engine.js';
import type { DeviceValue, Step } from '../steps/step.js';
import { differentiate, type Program } from './program.js';
import { SEED } from './reference.js';
import type { GradientTarget } from './targets.js';

/** Gives the mixture of a program's outputs for some inputs, and its gradients. */
export type Run = (
  inputs: readonly NdArray[],
) => Promise<{ readonly value: number; readonly gradients: readonly NdArray[] }>;

let count = 0;

/** Lets the gradients of a program be computed on an engine of its own. A step that is not compiled by an engine that compiles is an error, unless it may be run op by op. */
export async function runOn<Result>(
  target: GradientTarget,
  program: Program,
  weights: readonly NdArray[] | undefined,
  act: (run: Run) => Promise<Result>,
  opByOp = false,
): Promise<Result> {
  const engine = await target.start();
  await engine.setup({ seed: SEED });
  const keys = program.inputs.map((_, index) => `x${index}`);
  const step: Step = {
    // Each has a name of its own, since a warning is given once for the same words.
    name: `gradient check ${count++}`,
    stage: 'train',
    training: true,
    run(batch) {
      const { value, gradients } = differentiate(
        program,
        keys.map((key) => batch[key] as tf.Tensor),
        weights,
      );
      return { scalars: { value }, outputs: { gradients } };
    },
  };
  try {
    return await act(async (inputs) => {
      const batch: HostBatch = Object.fromEntries(keys.map((key, index) => [key, inTheirType(inputs[index]!)]));
      const { scalars, outputs } = await engine.run(step, batch, { step: 0 });
      if (!opByOp) mustBeCompiled(engine);
      const [value] = await readAll([scalars['value']!]);
      return { value: Number(value!.data[0]), gradients: await readAll(outputs['gradients'] as DeviceValue[]) };
    });
  } finally {
    engine.dispose();
  }
}

/** Numbers that were moved have 64 bits. */
function inTheirType(array: NdArray): NdArray {
  return array.dtype === 'float32' ? { ...array, data: Float32Array.from(array.data as Float32Array) } : array;
}

/** An engine that compiles steps says which it did; the others it runs op by op, which would tell nothing of it. */
function mustBeCompiled(engine: Engine): void {
  const { compilations } = engine as { compilations?: readonly unknown[] };
  if (compilations?.length !== 0) return;
  throw new InvalidArgumentError('a step', `one that ${engine.name} compiles`, 'one that it runs op by op');
}

async function readAll(values: readonly DeviceValue[]): Promise<NdArray[]> {
  const read: NdArray[] = [];
  for (const value of values) {
    const { data, ...rest } = await value.read();
    // It may belong to the engine.
    read.push({ ...rest, data: data.slice() });
    value.dispose();
  }
  return read;
}
