import * as tf from '@tensorflow/tfjs';

import type { Compute } from '../../../graph/compute.fixture.js';
import { hasTensorflow, onTensorflow } from '../lowering.fixture.js';

const x = { shape: [2, 4], data: [2, NaN, 1, 3, NaN, 0, -1, 0.5] };

// What the repaired eager backends give.
(hasTensorflow ? it : it.skip).each<[string, Compute, number[][]]>([
  ['argMax', (a) => tf.argMax(a, -1), [[3, 3]]],
  ['argMin', (a) => tf.argMin(a, -1), [[2, 2]]],
  ['topk', (a) => ((top) => [top.values, top.indices])(tf.topk(a, 2)), [[NaN, 3, NaN, 0.5], [1, 3, 0, 3]]], // prettier-ignore
  ['the gradient of elu', (a) => tf.grad((b) => tf.elu(b))(a), [[1, NaN, 1, 1, NaN, 1, Math.fround(Math.exp(-1)), 1]]],
  ['softmax', (a) => tf.softmax(tf.slice(a, [0, 1], [2, 2])), [[NaN, NaN, 0.731059, 0.268941]]],
  ['relu of a product', (a) => tf.relu(tf.add(tf.matMul(a, tf.ones([4, 1])), tf.zeros([1]))), [[NaN, NaN]]],
])('%s treats NaN as eager backends do', async (_, compute, expected) => {
  await tf.setBackend('cpu');
  const actual = await onTensorflow(compute, [x]);
  actual.forEach(({ data }, index) =>
    [...(data as Float32Array)].forEach((value, at) =>
      Number.isNaN(expected[index]![at])
        ? expect(value).toBeNaN()
        : expect(value).toBeCloseTo(expected[index]![at]!, 5),
    ),
  );
});
