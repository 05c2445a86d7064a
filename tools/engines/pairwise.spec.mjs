import { readFileSync } from 'node:fs';
import { ndArray } from '@lml/core';
import * as metrics from '@lml/metrics';
import * as tf from '@tensorflow/tfjs';
import { onEngine, readTree, stepOf } from './engines.mjs';

const file = new URL('../../packages/metrics/src/pairwise/goldens/pairwise.json', import.meta.url);
const golden = JSON.parse(readFileSync(file, 'utf8'));
const matrix = (name) => {
  const { data, shape } = golden.matrices[name];
  return ndArray(Float32Array.from(data), { shape });
};

beforeAll(() => tf.setBackend('cpu'));

it.each(golden.cases)('A compiled step gives $name', async ({ function: name, x, y, options, expected }) => {
  const step = stepOf((batch) => ({ outputs: { result: metrics[name](batch.x, batch.y, options) } }));
  const batch = { x: matrix(x), ...(y !== null && { y: matrix(y) }) };
  const run = async (engine) => readTree((await engine.run(step, batch, { step: 0 })).outputs);
  const { result } = await onEngine('onnx', [], run);
  expect(result.shape).toEqual(expected.shape);
  expected.data.map(Number).forEach((number, at) => {
    expect(Math.abs(result.data[at] - number) <= 1e-5 * Math.abs(number) || Object.is(result.data[at], number)).toBe(
      true,
    );
  });
});
