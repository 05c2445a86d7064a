import {
  LmlError,
  ndArray,
  RandomStreams,
  valueAndGradients,
  type Engine,
  type NdArray,
  type StateEntry,
} from '@lml/core';
import type { DeviceTree, DeviceValue, Step, StepResult } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { MachineConformance } from '../conformance.js';
import { caseCheck, ensure, within, type Case, type Check, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { ready } from '../shared/tensors.js';

const SEED = 11;
const BATCH = { input: ndArray([[1, 2], [3, 5]]) }; // prettier-ignore

const STATE: readonly StateEntry[] = [
  { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, -1]) },
  { name: 'count', shape: [], dtype: 'int32', trainable: false, value: ndArray(Int32Array.of(3), { shape: [] }) },
];

/** Moves `w` against the gradient of the squares of `input · w`, and counts. */
const descend: Step = {
  name: 'descend',
  stage: 'train',
  training: true,
  run({ input }, context) {
    const w = context.read('w');
    const { value, gradients } = valueAndGradients(
      () => tf.sum<tf.Scalar>(tf.square(tf.dot(input as tf.Tensor, w))),
      [w],
    );
    context.write('w', tf.sub(w, tf.mul(context.hyper('lr', 0.5), gradients[0]!)));
    context.write('count', tf.add(context.read('count'), tf.scalar(1, 'int32')));
    return {
      scalars: { loss: value },
      outputs: { twice: tf.mul(input as tf.Tensor, 2), all: { w: context.read('w') } },
    };
  },
};

const draw: Step = {
  name: 'draw',
  stage: 'train',
  training: true,
  run: (_batch, { random }) => ({
    outputs: {
      normal: random.normal('noise', [3], 1, 2),
      uniform: random.uniform('spread', [3], -1, 1),
      mask: random.mask('dropout', [4], 0.5),
      again: random.normal('noise', [3], 1, 2),
    },
  }),
};

/** Gives the batch, and remembers it. */
const remember: Step = {
  name: 'remember',
  stage: 'train',
  training: true,
  run({ input }, context) {
    context.write('w', tf.reshape(tf.slice(input as tf.Tensor, [0, 0], [1, 2]), [2]));
    return { outputs: { same: input!, reshaped: tf.reshape(input as tf.Tensor, [4]) } };
  },
};

/** Writes, and then throws. */
const fail: Step = {
  name: 'fail',
  stage: 'train',
  training: true,
  run(_batch, context) {
    context.write('w', tf.mul(context.read('w'), 0));
    throw new Error('planned');
  },
};

/** Engine: owns state, runs steps, commits what they write, and nothing of one that throws. */
export const engineSuite: KindSuite = {
  use: (engine: Engine, one: Case) =>
    running(engine, one, async () => {
      const first = await run(engine, descend, { lr: 0.01 }, 0);
      const drawn = await run(engine, draw, {}, 5);
      return { first, drawn, state: await engine.read() };
    }),
  checks: [
    engineCheck('engine/state', 'gives back state that was declared or written', async (engine) => {
      const declared = difference(
        Object.fromEntries(STATE.map(({ name, value }) => [name, value])),
        await engine.read(),
      );
      ensure(declared === undefined, () => `declared and read state are ${declared}`);
      const names = engine.state.map(({ name }) => name);
      ensure(difference([...names].sort(), ['count', 'w']) === undefined, `its state lists ${names.join(', ')}`);
      await engine.write({ w: ndArray([5, 6]) });
      const { w, ...rest } = await engine.read(['w']);
      ensure(Object.keys(rest).length === 0, 'read gives more than the names asked for');
      const written = difference(ndArray([5, 6]), w);
      ensure(written === undefined, () => `written and read state are ${written}`);
    }),
    engineCheck('engine/copies', 'reads copies, which steps that follow leave as they are', async (engine) => {
      const { w } = await engine.read();
      const before = Array.from(w!.data as Float32Array);
      for (const step of [0, 1, 2]) await run(engine, descend, { lr: 0.125 }, step);
      const after = difference(before, Array.from(w!.data as Float32Array));
      ensure(after === undefined, () => `what was read before three steps and the same array after them are ${after}`);
    }),
    engineCheck('engine/unknown', 'refuses names that are not declared, and shapes that do not fit', async (engine) => {
      for (const [what, act] of [
        ['read', () => engine.read(['nothing'])],
        ['write', () => engine.write({ nothing: ndArray([1]) })],
      ] as const) {
        const error: unknown = await attempt(act);
        const right = LmlError.isInstance(error, 'LML_UNDECLARED_STATE');
        ensure(right, () => `${what} of an unknown name gave ${String(error)} instead of LML_UNDECLARED_STATE`);
      }
      const error: unknown = await attempt(() => engine.write({ w: ndArray([1, 2, 3]) }));
      const right = LmlError.isInstance(error, 'LML_SHAPE_MISMATCH');
      ensure(right, () => `a value of another shape gave ${String(error)} instead of LML_SHAPE_MISMATCH`);
    }),
    engineCheck('engine/run', 'runs a step, commits what it wrote, and takes numbers by name', async (engine) => {
      // loss = (1·1 − 2)² + (3 − 5)² = 1 + 4; its gradient is 2 · (−1 · [1, 2] + −2 · [3, 5]) = [−14, −24].
      const first = await run(engine, descend, { lr: 0.125 }, 0);
      const expected = { 'scalars.loss': [5], 'outputs.twice': [2, 4, 6, 10], 'outputs.all.w': [2.75, 2] };
      for (const [path, values] of Object.entries(expected)) {
        const found = difference(values, Array.from((first[path]?.data ?? []) as Float32Array), 1e-5);
        ensure(found === undefined, () => `${path} should be and is ${found}`);
      }
      const { w, count } = await engine.read();
      ensure(
        difference([2.75, 2], Array.from(w!.data as Float32Array), 1e-5) === undefined,
        () => `after the step w is [${String(w!.data)}], not [2.75, 2]`,
      );
      ensure(count!.data[0] === 4, `after the step count is ${String(count!.data[0])}, not 4`);
      await engine.write({ w: ndArray([1, -1]) });
      await run(engine, descend, {}, 1);
      const initial = Array.from((await engine.read(['w']))['w']!.data as Float32Array);
      ensure(
        difference([8, 11], initial, 1e-5) === undefined,
        `without a number for lr, whose initial value is 0.5, w became [${initial.join(', ')}], not [8, 11]`,
      );
    }),
    engineCheck('engine/rollback', 'throws what a step throws, and keeps the state of before', async (engine) => {
      const before = await engine.read();
      const error: unknown = await attempt(() => run(engine, fail, {}, 0));
      ensure(
        error instanceof Error && error.message.includes('planned'),
        () => `a step that throws gave ${String(error)}`,
      );
      const found = difference(before, await engine.read());
      ensure(found === undefined, () => `after a step that threw, the state is ${found}`);
      await run(engine, descend, { lr: 0.125 }, 0);
    }),
    engineCheck('engine/random', 'draws the random numbers of (seed, stream, step)', async (engine) => {
      const streams = new RandomStreams(SEED);
      const expected: Record<string, Float32Array> = {
        'outputs.normal': streams.normal('train/noise', 5, 3, 1, 2),
        'outputs.uniform': streams.uniform('train/spread', 5, 3, -1, 1),
        // A stream that is asked again within a step has a number of its own.
        'outputs.again': streams.normal('train/noise#1', 5, 3, 1, 2),
        'outputs.mask': streams.mask('train/dropout', 5, 4, 0.5),
      };
      const drawn = await run(engine, draw, {}, 5);
      for (const [path, values] of Object.entries(expected)) {
        const found = difference(values, drawn[path]?.data);
        ensure(found === undefined, () => `${path} should be and is ${found}`);
      }
      const again = difference(drawn, await run(engine, draw, {}, 5));
      ensure(again === undefined, () => `the same step again draws ${again}`);
      ensure(difference(drawn, await run(engine, draw, {}, 6)) !== undefined, 'another step draws the same numbers');
    }),
    engineCheck('engine/dispose', 'can be set up again after it was disposed of, empty', async (engine) => {
      engine.dispose();
      await engine.setup({ seed: SEED });
      ensure(engine.state.length === 0, `set up again, it still has ${engine.state.length} pieces of state`);
      engine.declare(STATE);
      await run(engine, descend, {}, 0);
    }),
    engineCheck('engine/batch', 'keeps no array of a batch, whose owner fills it anew', async (engine) => {
      const batch = { input: ndArray(BATCH.input.data.slice(), { shape: [2, 2] }) };
      const { outputs } = await within('run', () => engine.run(remember, batch, { step: 0, hyper: {} }));
      (batch.input.data as Float32Array).fill(-7);
      const { same, reshaped } = outputs as Record<string, DeviceValue>;
      for (const [what, value] of Object.entries({ same: same!, reshaped: reshaped! })) {
        const found = difference([1, 2, 3, 5], Array.from((await value.read()).data as Float32Array));
        ensure(found === undefined, () => `once the batch was filled anew, its output '${what}' is ${found}`);
        value.dispose();
      }
      const { w } = await engine.read(['w']);
      const found = difference([1, 2], Array.from(w!.data as Float32Array));
      ensure(found === undefined, () => `once the batch was filled anew, state that was written from it is ${found}`);
    }),
  ],
};

function engineCheck(id: string, title: string, check: (engine: Engine) => Promise<void>): Check {
  return caseCheck<Engine>(id, title, async (engine, one) => void (await running(engine, one, () => check(engine))));
}

/** Sets an engine up with {@link STATE}, runs something, and disposes of it. */
async function running<Value>(
  engine: Engine,
  { conformance }: Case,
  act: () => Promise<Value>,
): Promise<Value | undefined> {
  await ready();
  try {
    await within('setup', () => engine.setup({ seed: SEED }));
  } catch (error) {
    const { optional = false } = (conformance ?? {}) as MachineConformance;
    if (optional && LmlError.isInstance((error as Error).cause, 'LML_MISSING_FEATURE')) return undefined;
    throw error;
  }
  try {
    ensure(typeof engine.name === 'string' && engine.name !== '', 'it has no name');
    engine.declare(STATE);
    return await act();
  } finally {
    engine.dispose();
  }
}

/** What a step gave, by path, on the host. */
async function run(
  engine: Engine,
  step: Step,
  hyper: Record<string, number>,
  number: number,
): Promise<Record<string, NdArray>> {
  const { scalars, outputs }: StepResult = await engine.run(step, BATCH, { hyper, step: number });
  const read: Record<string, NdArray> = {};
  for (const [path, value] of [...leavesOf(scalars, 'scalars'), ...leavesOf(outputs, 'outputs')]) {
    const array = await value.read();
    const stated = difference([...value.shape], array.shape);
    ensure(stated === undefined, () => `${path} is of shape, and read of shape, ${stated}`);
    read[path] = array;
    value.dispose();
  }
  return read;
}

function leavesOf(tree: DeviceTree, path: string): [string, DeviceValue][] {
  if ('read' in tree && typeof tree.read === 'function') return [[path, tree as DeviceValue]];
  return Object.entries(tree).flatMap(([key, part]) => leavesOf(part as DeviceTree, `${path}.${key}`));
}

async function attempt(act: () => unknown): Promise<unknown> {
  try {
    await act();
    return undefined;
  } catch (error) {
    return error ?? new Error('it threw nothing');
  }
}
