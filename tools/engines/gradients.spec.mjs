import { wasm } from '@lml/backends';
import { watchLimits } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';
import { gradientOf, inputsOf } from '../../packages/core/src/tensorflow/gradient-repairs/differences.fixture.ts';
import {
  gradientCases,
  withoutSecond,
} from '../../packages/core/src/tensorflow/gradient-repairs/gradient-repairs.cases.fixture.ts';
import { onEngine, readTree, stepOf } from './engines.mjs';

/** Of the largest number. Eager gradients on cpu are compared with differences by core's own specs. */
const TOLERANCE = 2e-5;

/** Starts the backend of an engine, and gives its name among engines. */
const starts = {
  cpu: async () => (await tf.setBackend('cpu'), 'eager'),
  wasm: async () => (await wasm().start(), 'eager'),
  onnx: async () => (await tf.setBackend('cpu'), 'onnx'),
};

/** The gradients of a case, or those of its gradients, and the known faults of the backend that were met. */
async function differentiate(where, each, order) {
  const engineName = await starts[where]();
  const inputs = inputsOf(each);
  const batch = Object.fromEntries(
    await Promise.all(inputs.map(async ({ shape, dtype }, at) => [`x${at}`, { shape, dtype, data: await inputs[at].data() }])), // prettier-ignore
  );
  tf.dispose(inputs);
  const limits = new Set();
  const first = gradientOf((given) => each.compute(...given));
  const step = stepOf((given) =>
    watchLimits(
      ({ id, onlyNaN }) => onlyNaN !== true && limits.add(id),
      () => ({ outputs: { gradients: (order === 1 ? first : gradientOf(first))(Object.values(given)) } }),
    ),
  );
  const run = async (engine) => readTree((await engine.run(step, batch, { step: 0 })).outputs);
  try {
    return { gradients: (await onEngine(engineName, [], run)).gradients, limits };
  } catch (error) {
    // Some limits are kernels that are missing.
    if (limits.size > 0) return { gradients: undefined, limits };
    throw error;
  }
}

const second = gradientCases.filter(({ name }) => !withoutSecond.has(name));
const all = [...gradientCases.map((each) => [1, each.name, each]), ...second.map((each) => [2, each.name, each])];

describe.each(['wasm', 'onnx'])('Gradients on %s', (where) => {
  it.each(all)('of order %i are those on cpu: %s', async (order, _, each) => {
    const { gradients: expected } = await differentiate('cpu', each, order);
    const { gradients, limits } = await differentiate(where, each, order);
    // What the table of known limits tells of is warned of.
    if (limits.size > 0) return;
    expect(gradients.shape).toEqual(expected.shape);
    const size = Math.max(1, ...expected.data.map(Math.abs));
    const wrong = expected.data.findIndex((value, at) => !(Math.abs(value - gradients.data[at]) <= TOLERANCE * size));
    expect([wrong, gradients.data[wrong]]).toEqual([-1, undefined]);
  });
});
