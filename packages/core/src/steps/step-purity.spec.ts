/* eslint-disable no-restricted-properties -- what is forbidden in steps is tested */
import * as tf from '@tensorflow/tfjs';

import {
  eager,
  fromLayers,
  ndArray,
  RandomStreams,
  valueAndGradients,
  type ImpureStepError,
  type LmlError,
  type StepContext,
} from '../index.js';
import type { EagerEngine, Step } from '../engine.js';
import { engineFor } from '../adapters/layers-zoo.fixture.js';

/** Where {@link mark} was called last, as `step-purity.spec.ts:LINE:`. */
let marked = '';
function mark(): void {
  marked = /step-purity\.spec\.ts:\d+:/.exec(new Error().stack!.split('\n')[2]!)![0];
}

async function engineOf(purity?: 'error' | 'warn'): Promise<EagerEngine> {
  const engine = eager();
  await engine.setup({ seed: 0, purity });
  engine.declare([{ name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 2]) }]);
  return engine;
}

let steps = 0;
function stepOf(run: (batch: tf.Tensor, context: StepContext) => unknown): Step {
  return {
    name: `step ${steps++}`,
    stage: 'train',
    training: true,
    run({ input }, context) {
      run(input as tf.Tensor, context);
      return {};
    },
  };
}

const batch = { input: ndArray([3, 4]) };
const outside = tf.variable(tf.zeros([2]));

type Run = (batch: tf.Tensor, context: StepContext) => unknown;
const sync = 'the value of a tensor (dataSync, arraySync)';

/** What a step must not do, with the name of the operation. Each marks its line. */
// prettier-ignore
const impure: Readonly<Record<string, readonly [operation: string, run: Run]>> = {
  dataSync: [sync, (input) => [mark(), input.dataSync()]],
  arraySync: [sync, (input) => [mark(), input.arraySync()]],
  data: ['the value of a tensor (data, array)', (input) => [mark(), input.data().catch(() => undefined)]],
  array: ['the value of a tensor (data, array)', (input) => [mark(), input.array().catch(() => undefined)]],
  'a branch on a value': [sync, (input) => [mark(), tf.max(input).dataSync()[0]! > 3 ? tf.add(input, 1) : input]],
  'a value within a gradient': [sync, (_, { read }) =>
    valueAndGradients(() => [mark(), tf.scalar(tf.sum(read('w')).dataSync()[0]!)][1] as tf.Scalar, [read('w')])],
  'a variable': ['tf.variable', (input) => [mark(), tf.variable(input)]],
  'an assignment to a variable': ['Variable.assign', (input) => [mark(), outside.assign(input)]],
  'Math.random': ['Math.random', (input) => [mark(), tf.mul(input, Math.random())]],
  'a random op of TensorFlow.js': ['Math.random', () => [mark(), tf.randomNormal([2])]],
  'tf.dropout': ['Math.random', (input) => [mark(), tf.dropout(input, 0.5)]],
  'Date.now': ['Date.now', (input) => [mark(), tf.mul(input, Date.now())]],
  'performance.now': ['performance.now', (input) => [mark(), tf.mul(input, performance.now())]],
};

describe.each(Object.keys(impure))('a step that uses %s', (name) => {
  const [operation, run] = impure[name]!;

  it('is refused with the line of the user', async () => {
    const engine = await engineOf();
    const before = [tf.memory().numTensors, await engine.read()];
    let caught: ImpureStepError | undefined;
    try {
      engine.run(stepOf(run), batch, { step: 0 });
    } catch (error) {
      caught = error as ImpureStepError;
    }
    expect(caught).toMatchObject({ code: 'LML_IMPURE_STEP', operation });
    expect(caught!.line).toContain(`/${marked}`);
    expect(caught!.message).toContain(`it used ${operation} at ${caught!.line}`);
    expect([tf.memory().numTensors, await engine.read()]).toEqual(before);
    expect(await outside.array()).toEqual([0, 0]);
    engine.dispose();
  });

  it('runs with a warning where purity is a warning', async () => {
    const engine = await engineOf('warn');
    const { emitWarning } = process;
    const warnings: { message: string; options: unknown }[] = [];
    process.emitWarning = (message: unknown, options?: unknown) =>
      void warnings.push({ message: String(message), options });
    const variables = new Set(Object.values(tf.engine().registeredVariables));
    try {
      engine.run(stepOf(run), batch, { step: 0 });
    } finally {
      process.emitWarning = emitWarning;
      outside.assign(tf.zeros([2]));
      for (const variable of Object.values(tf.engine().registeredVariables)) {
        if (!variables.has(variable)) variable.dispose();
      }
    }
    expect(warnings[0]).toMatchObject({
      message: expect.stringContaining(operation) as string,
      options: { code: 'LML_IMPURE_STEP' },
    });
    engine.dispose();
  });
});

describe('a step', () => {
  it('is refused when it reads or writes state that is not declared', async () => {
    const engine = await engineOf();
    for (const run of [
      (_: tf.Tensor, { read }: StepContext) => void read('v'),
      (input: tf.Tensor, { write }: StepContext) => write('v', input),
    ]) {
      const thrown = () => engine.run(stepOf(run), batch, { step: 0 });
      expect(thrown).toThrow(expect.objectContaining({ code: 'LML_UNDECLARED_STATE' }));
      expect(thrown).toThrow("There is no state named 'v'. Declared: w.");
    }
    engine.dispose();
  });

  it('is refused when it writes a value of another shape', async () => {
    const engine = await engineOf();
    const run = () =>
      engine.run(
        stepOf((_, { write }) => write('w', tf.zeros([3]))),
        batch,
        { step: 0 },
      );
    expect(run).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
    expect((await engine.read())['w']).toEqual(ndArray([1, 2]));
    engine.dispose();
  });

  it('leaves everything as it was that it watches', async () => {
    const own = [Math.random, Date.now, performance.now, tf.engine().readSync, tf.Variable.prototype.assign];
    const engine = await engineOf();
    engine.run(
      stepOf(() => undefined),
      batch,
      { step: 0 },
    );
    expect(() => engine.run(stepOf(impure['Math.random']![1]), batch, { step: 0 })).toThrow();
    expect([Math.random, Date.now, performance.now, tf.engine().readSync, tf.Variable.prototype.assign]).toEqual(own);
    engine.dispose();
  });

  it('is refused when a layer of the user makes a variable or draws by itself', async () => {
    class Noisy extends tf.layers.Layer {
      static readonly className = 'Noisy';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        const input = Array.isArray(inputs) ? inputs[0]! : inputs;
        return tf.add(input, tf.randomNormal(input.shape));
      }
    }
    const model = fromLayers(() =>
      tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [2] }), new Noisy({})] }),
    );
    await model.build({ random: new RandomStreams(0) });
    const engine = await engineFor(model);
    let caught: LmlError | undefined;
    try {
      engine.run(
        stepOf((input) => void model.apply(tf.expandDims(input, 0))),
        batch,
        { step: 0 },
      );
    } catch (error) {
      caught = error as LmlError;
    }
    expect(caught).toMatchObject({ code: 'LML_IMPURE_STEP', operation: 'Math.random' });
    expect(caught).toMatchObject({ line: expect.stringMatching(/step-purity\.spec\.ts:\d+:\d+$/) as string });
    engine.dispose();
    model.dispose();
  });
});
