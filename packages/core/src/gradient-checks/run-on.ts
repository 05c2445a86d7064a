import type * as tf from '@tensorflow/tfjs';

import type { HostBatch } from '../data/batch.js';
import type { NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Engine } from '../steps/engine.js';
import type { DeviceValue, Step } from '../steps/step.js';
import type { Program } from './program.js';
import { SEED } from './reference.js';
import type { GradientTarget } from './targets.js';

/** What a step of a check gives. */
interface Outputs<Value> {
  readonly values: readonly Value[];
  readonly gradients: readonly Value[];
}

/** Runs a step on inputs, and reads what it gives. */
type Run = (inputs: readonly NdArray[]) => Promise<Outputs<NdArray>>;

let count = 0;

/** Lets a step of a program run on an engine of its own. A step that is not compiled by an engine that compiles is an error. */
export async function runOn<Result>(
  target: GradientTarget,
  program: Program,
  compute: (inputs: tf.Tensor[]) => Outputs<tf.Tensor>,
  act: (run: Run) => Promise<Result>,
): Promise<Result> {
  const engine = await target.start();
  await engine.setup({ seed: SEED });
  const keys = program.inputs.map((_, index) => `x${index}`);
  const step: Step = {
    // Each has a name of its own, since a warning is given once for the same words.
    name: `gradient check ${count++}`,
    stage: 'train',
    training: true,
    run: (batch) => ({ outputs: { ...compute(keys.map((key) => batch[key] as tf.Tensor)) } }),
  };
  try {
    return await act(async (inputs) => {
      const batch: HostBatch = Object.fromEntries(keys.map((key, index) => [key, inputs[index]!]));
      const { outputs } = await engine.run(step, batch, { step: 0 });
      mustBeCompiled(engine);
      return { values: await readAll(outputs['values']), gradients: await readAll(outputs['gradients']) };
    });
  } finally {
    engine.dispose();
  }
}

/** An engine that compiles steps says which it did; the others it runs op by op, which would tell nothing of it. */
function mustBeCompiled(engine: Engine): void {
  const { compilations } = engine as { compilations?: readonly unknown[] };
  if (compilations?.length !== 0) return;
  throw new InvalidArgumentError('a step', `one that ${engine.name} compiles`, 'one that it runs op by op');
}

async function readAll(values: unknown): Promise<NdArray[]> {
  const read: NdArray[] = [];
  // A list without values is left out.
  for (const value of (values ?? []) as readonly DeviceValue[]) {
    const { data, ...rest } = await value.read();
    // It may belong to the engine.
    read.push({ ...rest, data: data.slice() });
    value.dispose();
  }
  return read;
}
