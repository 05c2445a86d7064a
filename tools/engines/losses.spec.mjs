import { ndArray } from '@lml/core';
import { plugin } from '@lml/losses';
import * as tf from '@tensorflow/tfjs';
import { onEngine, readTree, stepOf } from './engines.mjs';
import { arrayOf, readGoldens, resultOrCode } from './goldens.mjs';

/** Of each number, and of a tenth of the largest in its tensor; each engine may be off PyTorch by half of it. */
const TOLERANCE = 2e-5;
/** A float32 next to 1: what the logarithm of a sum that is almost 1 is known to. */
const LEAST = 2.4e-7;

const losses = Object.fromEntries(plugin.components.map((component) => [component.name, component]));

/** Both views of samples that a file tells apart by their labels; or its prediction and target. */
function pairOf({ prediction, predictionChannelsLast, target, targetChannelsLast, otherView, labels }) {
  const answer = targetChannelsLast ?? target ?? otherView;
  if (answer !== undefined) return [predictionChannelsLast ?? prediction, answer].map(arrayOf);
  const ids = labels.data.map(Number);
  const first = ids.flatMap((label, row) => (ids.indexOf(label) === row ? [row] : []));
  return [first, first.map((row) => ids.lastIndexOf(ids[row]))].map((rows) => pick(prediction, rows));
}

function pick({ shape, data }, rows) {
  const size = data.length / shape[0];
  return ndArray(rows.flatMap((row) => data.slice(row * size, (row + 1) * size)).map(Number), {
    shape: [rows.length, ...shape.slice(1)],
  });
}

/** Options that name the weights of classes by null do not give any. */
const optionsOf = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));

/** The value of a loss and its gradient with respect to the prediction, and to the target if that is another view. */
function differentiate(engineName, loss, [prediction, target], outputGradient, ofViews) {
  const step = stepOf((batch) => {
    const given = ofViews ? [batch.prediction, batch.target] : [batch.prediction];
    const compute = (output, answer = batch.target) => loss(output, answer);
    const value = compute(...given);
    const gradients = tf.grads(compute)(given, batch.upstream ?? tf.onesLike(value));
    return { outputs: { value, gradients } };
  });
  const upstream = outputGradient === undefined ? {} : { upstream: arrayOf(outputGradient) };
  return onEngine(engineName, [], async (engine) =>
    readTree((await engine.run(step, { prediction, target, ...upstream }, { step: 0 })).outputs),
  );
}

function expectClose(received, expected) {
  expect(received.shape).toEqual(expected.shape);
  const [actual, wanted] = [Array.from(received.data), Array.from(expected.data)];
  const largest = Math.max((10 * LEAST) / TOLERANCE, ...wanted.filter(Number.isFinite).map(Math.abs));
  wanted.forEach((number, index) => {
    if (!Number.isFinite(number)) expect(actual[index]).toBe(number);
    else expect(Math.abs(actual[index] - number)).toBeLessThanOrEqual(TOLERANCE * (Math.abs(number) + largest / 10));
  });
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(losses))('%s', (name) => {
  const { inputs, cases } = readGoldens('losses', name);

  it('has cases', () => expect(cases.length).toBeGreaterThan(3));

  it.each(cases)(
    'has the value and the gradients of the eager engine, or is refused by both: $name',
    async (golden) => {
      const run = (engine) =>
        resultOrCode(() => {
          const loss = losses[name](optionsOf(golden.options));
          const input = inputs[golden.input];
          return differentiate(engine, loss, pairOf(input), golden.outputGradient, input.target === undefined);
        });
      const [eager, onnx] = [await run('eager'), await run('onnx')];
      if (typeof eager === 'string') return expect(onnx).toBe(eager);
      expect(Object.keys(onnx)).toEqual(Object.keys(eager));
      for (const [part, expected] of Object.entries(eager)) expectClose(onnx[part], expected);
    },
  );
});
