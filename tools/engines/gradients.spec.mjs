import '@lml/backends';
import { onnx } from '@lml/compiler';
import { ndArray, valueAndGradients } from '@lml/core';
import { checkGradients, gradientCases, gradientTargets } from '@lml/core/gradients';
import * as tf from '@tensorflow/tfjs';
import { engines, onEngine, readTree, stepOf } from './engines.mjs';

/** The CI asks for all in its second step. */
const areAll = process.env['LML_ENGINES'] === 'all';

const [onnxTarget] = gradientTargets('onnx');

const targets = [
  ...gradientTargets('cpu'),
  ...gradientTargets('wasm'),
  { ...onnxTarget, start: async () => (await onnxTarget.start(), onnx({ threads: 1 })) },
  ...(areAll && 'tensorflow' in engines ? gradientTargets('tensorflow') : []),
];

/**
 * All, as `lml doctor --gradients` does, or on cpu all ops and composites, elsewhere every second one, and everywhere a part of the layers,
 * of which training is compared for each by the compiler's specs.
 */
const casesOf = (target) =>
  gradientCases.filter(
    ({ kind }, index) => areAll || (kind === 'layer' ? index % 8 === 0 : target === 0 || index % 2 === target % 2),
  );

/** The kernels of TensorFlow.js that ran. */
const met = new Set();

beforeAll(() => {
  const engine = tf.engine();
  const { runKernel } = engine;
  engine.runKernel = (name, ...rest) => (met.add(name), runKernel.call(engine, name, ...rest));
});

afterAll(() => {
  delete tf.engine().runKernel;
});

describe.each(targets.map((target, index) => [target.name, target, casesOf(index)]))(
  'Gradients on %s',
  (_, target, cases) => {
    it.each(cases.map((each) => [each.name, each]))('of %s are right, or refused by name', async (_name, each) => {
      for await (const { error } of checkGradients(target, { cases: [each] })) expect(error).toBeUndefined();
    });
  },
);

it('Every kernel that has a gradient is met', () => {
  // These two are computed by others.
  for (const name of [tf.BroadcastTo, tf.LogSoftmax]) met.add(name);
  const kernels = Object.values(tf).filter((value) => typeof value === 'string');
  const withGradient = kernels.filter((name) => tf.getGradient(name) !== undefined);
  expect(withGradient.length).toBeGreaterThan(100);
  expect(withGradient.filter((name) => !met.has(name))).toEqual([]);
});

it.each(['eager', 'onnx'])(
  'Comparisons, logic and what the value does not depend on have gradient zero on %s',
  async (engineName) => {
    const compute = (x, other) => {
      const isLarge = tf.logicalAnd(tf.greater(x, 0), tf.logicalNot(tf.lessEqual(x, -1)));
      return tf.add(tf.mul(x, tf.cast(isLarge, 'float32')), tf.mul(0, tf.cast(tf.equal(x, other), 'float32')));
    };
    const step = stepOf(({ x0, x1, x2 }) => {
      const { gradients } = valueAndGradients(() => tf.sum(compute(x0, x1)), [x0, x1, x2]);
      return { outputs: { gradients } };
    });
    await tf.setBackend('cpu');
    const batch = { x0: ndArray([-2, 3, 0.5]), x1: ndArray([-2, 1, 1]), x2: ndArray([[1, 2]]) };
    const given = await onEngine(engineName, [], async (engine) =>
      readTree((await engine.run(step, batch, { step: 0 })).outputs),
    );
    expect(Object.values(given).map(({ data }) => Array.from(data))).toEqual([
      [0, 1, 1],
      [0, 0, 0],
      [0, 0],
    ]);
  },
);
