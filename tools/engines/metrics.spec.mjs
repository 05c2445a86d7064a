import { isNdArray, mergeMetricValues } from '@lml/core';
import { plugin } from '@lml/metrics';
import * as tf from '@tensorflow/tfjs';
import { onEngine, readTree, stepOf } from './engines.mjs';
import { arrayOf, readGoldens, resultOrCode } from './goldens.mjs';

/** Relative. Counts are exact, but torchmetrics divides them in float32; sums of a batch are float32 here. */
const TOLERANCE = 1e-6;

const metrics = Object.fromEntries(plugin.components.map((component) => [component.name, component]));

/** What is not offered: a result for each sample; NaN that is let through; weights that broadcast to the last axes. */
const isOffered = ({ options, input }) =>
  options.multidimAverage !== 'samplewise' && options.nanStrategy !== 'disable' && input !== 'weights for the columns';

/** The golden's options under our names. The number of labels is a number of classes. */
function optionsOf({ multidimAverage: _, numLabels, ...rest }) {
  const named = numLabels === undefined ? rest : { ...rest, numClasses: numLabels };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== null));
}

function batchOf(parts) {
  const of = (name) => parts[`${name}ChannelsLast`] ?? parts[name];
  const given = { prediction: of('prediction') ?? of('value'), target: of('target'), weight: of('weight') };
  const known = Object.entries(given).filter(([, part]) => part !== undefined);
  return Object.fromEntries(known.map(([name, part]) => [name, arrayOf(part)]));
}

/** The number of classes, where the shapes tell: scores for each class against one class a sample. */
function classesOf({ prediction, target = prediction } = {}) {
  if (prediction === undefined) return undefined;
  return prediction.shape.length === target.shape.length + 1 ? prediction.shape.at(-1) : undefined;
}

/** The result after each batch of a file: batches are counted on the engine and added on the host, as in a run. */
async function results(engineName, create, batches) {
  const metric = create();
  const empty = metric.init({ numClasses: classesOf(batches[0]) });
  const state = Object.entries(empty).map(([name, value]) => ({ name, ...value, trainable: false, value }));
  const step = stepOf(({ prediction, target = prediction, weight }, context) => {
    const before = Object.fromEntries(state.map(({ name }) => [name, context.read(name)]));
    for (const [name, value] of Object.entries(metric.update(before, prediction, target, weight)))
      context.write(name, value);
    return { outputs: { kept: metric.keep?.(prediction, target, weight) ?? {} } };
  });
  if (batches.length === 0) return [metric.compute(empty)];
  return onEngine(engineName, state, async (engine) => {
    const values = [];
    const kept = [];
    let sums;
    for (const [number, batch] of batches.entries()) {
      await engine.write(empty);
      const { outputs } = await engine.run(step, batch, { step: number });
      const parts = Object.entries(await readTree(outputs));
      if (parts.length > 0)
        kept.push(Object.fromEntries(parts.map(([name, array]) => [name.replace('.', '/'), array])));
      const counted = mergeMetricValues(await engine.read());
      const merge = metric.merge ?? mergeMetricValues;
      sums = sums === undefined ? counted : merge(sums, counted);
      values.push(metric.compute({ ...sums, ...mergeMetricValues(...kept) }));
    }
    return values;
  });
}

function expectClose(received, expected) {
  const numbers = typeof expected === 'object' ? expected.data.map(Number) : [Number(expected)];
  const actual = isNdArray(received) ? Array.from(received.data) : [received];
  expect(isNdArray(received) ? received.shape : []).toEqual(typeof expected === 'object' ? expected.shape : []);
  numbers.forEach((number, index) => {
    if (!Number.isFinite(number)) expect(actual[index]).toBe(number);
    else expect(Math.abs(actual[index] - number)).toBeLessThanOrEqual(TOLERANCE * Math.abs(number));
  });
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(Object.keys(metrics))('%s against torchmetrics', (name) => {
  const { inputs, cases } = readGoldens('metrics', name);
  const offered = cases.filter(isOffered);

  it('has cases', () => expect(offered.length).toBeGreaterThan(3));

  it.each(offered)('agrees on both engines, or is refused by both: $name', async (golden) => {
    const batches = inputs[golden.input].map(batchOf);
    const run = (engine) =>
      resultOrCode(() => results(engine, () => metrics[name](optionsOf(golden.options)), batches));
    const [eager, onnx] = [await run('eager'), await run('onnx')];
    if (typeof eager === 'string') return expect(onnx).toBe(eager);
    expect(onnx).toHaveLength(Math.max(1, batches.length));
    for (const [index, expected] of (golden.values ?? []).entries()) {
      expectClose(eager[index], expected);
      expectClose(onnx[index], expected);
    }
    if (golden.value !== undefined) expectClose(onnx.at(-1), golden.value);
  });
});
