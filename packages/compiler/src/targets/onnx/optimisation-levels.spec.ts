import type { Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';

import { exportOnnx } from '../../export/export-onnx.js';
import { eagerly, expectClose, type Compute, type Values } from '../../graph/compute.fixture.js';
import { compiled } from './lowering.fixture.js';
import { encodeModel } from './encode-model.js';
import { patterns } from './optimisation-levels.fixture.js';

const LEVELS = ['disabled', 'basic', 'extended', 'all'] as const;

/** What ONNX Runtime gives for a model at a level of optimisation. */
async function outputsAt(
  level: (typeof LEVELS)[number],
  model: Uint8Array,
  given: readonly Values[],
): Promise<Values[]> {
  const session = await InferenceSession.create(model, { graphOptimizationLevel: level, logSeverityLevel: 4 });
  const feeds = session.inputNames.map((name) => {
    const { dtype = 'float32', data, shape } = given[Number(/\d+$/.exec(name)![0])]!;
    const array = dtype === 'float32' ? Float32Array.from(data) : Int32Array.from(data);
    return [name, new Tensor(dtype as 'float32', array as Float32Array, shape)] as const;
  });
  const results = await session.run(Object.fromEntries(feeds));
  const outputs = session.outputNames.map((name) => results[name]!);
  await session.release();
  return outputs.map(({ dims, type, data }) => ({ shape: dims, dtype: type as 'float32', data: data as Float32Array }));
}

/** A function of several inputs as a model without weights. */
function modelOf(compute: Compute): Model {
  const apply = (input: tf.Tensor | Record<string, tf.Tensor>): tf.Tensor | tf.Tensor[] =>
    compute(...(input instanceof tf.Tensor ? [input] : Object.values(input)));
  return { weights: [], apply, getWeights: () => Promise.resolve({}) } as unknown as Model;
}

/** Expects that a compiled function, and the same as a file, give eager's numbers at every level. */
async function expectSameAtAllLevels(compute: Compute, given: readonly Values[]): Promise<void> {
  const expected = await eagerly(compute, given);
  const inputs = Object.fromEntries(
    given.map(({ shape, dtype }, index) => [`x${index}`, { shape: shape.slice(1), dtype }]),
  );
  const models = [encodeModel(compiled(compute, given).model), await exportOnnx(modelOf(compute), { inputs })];
  for (const model of models) {
    for (const level of LEVELS) {
      const actual = await outputsAt(level, model, given);
      actual.forEach((values, index) => expectClose(values, expected[index]!));
    }
  }
}

describe('What is compiled or exported', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(patterns)('has the numbers of eager at every level of optimisation: %s', async (_, compute, given) => {
    await expectSameAtAllLevels(compute, given);
  });
});
