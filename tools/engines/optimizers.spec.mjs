import { plugin } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { onEngine, stepOf } from './engines.mjs';
import { readGoldens } from './goldens.mjs';

/** float32 against float64, relative to the value, or to 1/64, the unit of the inputs, where values cross zero. */
const TOLERANCE = 1e-5;

const optimizers = Object.fromEntries(plugin.components.map((component) => [component.name, component]));

/** Cases that the contract of an optimizer has no place for, and such as are refused before any step. */
const isOffered = ({ groups, input, error }) => groups === undefined && input !== 'missing in some steps' && !error;

/** PyTorch's Adam has an option that makes it AdamW; here that is a component of its own. */
function make(name, { decoupledWeightDecay, ...options }) {
  return optimizers[decoupledWeightDecay ? 'adamw' : name](options);
}

const arrayOf = (data, shape) => ({ dtype: 'float32', shape, data: Float32Array.from(data) });

/** The state after each update with the gradients of a file. */
function trajectory(engineName, optimizer, { shapes, initial, gradients }, rates) {
  const specs = Object.entries(shapes).map(([name, shape]) => ({ name, shape, dtype: 'float32', trainable: true }));
  const slots = optimizer.init(specs);
  const state = [...specs.map((spec) => ({ ...spec, value: arrayOf(initial[spec.name], spec.shape) })), ...slots];
  const step = stepOf((batch, context) => {
    const read = (list) => Object.fromEntries(list.map(({ name }) => [name, context.read(name)]));
    const hyper = Object.fromEntries(Object.keys(optimizer.hyper(0, 1)).map((name) => [name, context.hyper(name)]));
    const updated = optimizer.update(read(specs), batch, read(slots), hyper);
    for (const [name, value] of Object.entries({ ...updated.parameters, ...updated.slots })) context.write(name, value);
    return {};
  });
  return onEngine(engineName, state, async (engine) => {
    const states = [];
    for (const [number, gradient] of gradients.entries()) {
      const batch = Object.fromEntries(specs.map(({ name, shape }) => [name, arrayOf(gradient[name], shape)]));
      const hyper = optimizer.hyper(number, rates?.[number] ?? optimizer.lr);
      await engine.run(step, batch, { step: number, hyper });
      states.push(await engine.read());
    }
    return states;
  });
}

function expectClose(received, expected, place) {
  expect(received.length).toBe(expected.length);
  expected.forEach((value, index) => {
    const error = Math.abs(received[index] - value) / Math.max(Math.abs(value), 1 / 64);
    if (!(error <= TOLERANCE)) throw new Error(`${place}, entry ${index}: ${received[index]} instead of ${value}`);
  });
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(optimizers))('%s against PyTorch', (name) => {
  const { inputs, cases } = readGoldens('optimizers', name);
  const offered = cases.filter(isOffered);

  it('has cases', () => expect(offered.length).toBeGreaterThan(3));

  it.each(offered)(
    'agrees in every step on both engines: $name',
    async ({ input, options, learningRates, float64 }) => {
      const run = (engine) => trajectory(engine, make(name, options), inputs[input], learningRates);
      const [eager, onnx] = [await run('eager'), await run('onnx')];
      for (const parameter of Object.keys(inputs[input].shapes)) {
        float64[parameter].forEach((exact, step) => {
          expectClose(onnx[step][parameter].data, exact, `onnx: ${parameter} after step ${step}`);
          expectClose(eager[step][parameter].data, exact, `eager: ${parameter} after step ${step}`);
        });
      }
      for (const [step, state] of eager.entries()) {
        expect(Object.keys(onnx[step]).sort()).toEqual(Object.keys(state).sort());
        for (const [slot, { data }] of Object.entries(state))
          expectClose(onnx[step][slot].data, data, `${slot}, ${step}`);
      }
    },
  );
});
