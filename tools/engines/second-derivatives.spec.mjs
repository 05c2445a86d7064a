import {
  attention,
  batchNorm,
  ctcNegativeLogLikelihood,
  gelu,
  gru,
  l2Normalise,
  layerNorm,
  lstm,
  ndArray,
  RandomStreams,
  softmaxCrossEntropy,
  valueAndGradients,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { onEngine, readTree, stepOf } from './engines.mjs';

const random = new RandomStreams(4);
const normal = (name, ...shape) =>
  ndArray(
    random.normal(
      name,
      0,
      shape.reduce((a, b) => a * b, 1),
    ),
    { shape },
  );
const weights = (kernel, recurrentKernel, bias) => ({ kernel, recurrentKernel, bias });

/** Composites, which have gradients of their own, and ops whose gradient looks at their result. */
const cases = {
  gelu: [(x) => gelu(x), normal('x', 3, 4)],
  'gelu by tanh': [(x) => gelu(x, { approximate: 'tanh' }), normal('x', 3, 4)],
  'layer normalisation': [
    (x, gamma, beta) => layerNorm(x, { gamma, beta }),
    normal('x', 3, 4),
    normal('g', 4),
    normal('b', 4),
  ],
  'batch normalisation': [
    (x, gamma, beta) => batchNorm(x, { gamma, beta }).output,
    normal('x', 5, 3),
    normal('g', 3),
    normal('b', 3),
  ],
  'l2 normalisation': [(x) => l2Normalise(x), normal('x', 3, 4)],
  'softmax cross-entropy': [(x) => softmaxCrossEntropy(x, tf.softmax(tf.mul(x, 0.3))), normal('x', 3, 4)],
  lstm: [
    (x, k, r, b) => lstm(x, weights(k, r, b)).sequence,
    normal('x', 2, 3, 2),
    normal('k', 2, 8),
    normal('r', 2, 8),
    normal('b', 8),
  ],
  gru: [
    (x, k, r, b) => gru(x, weights(k, r, b)).sequence,
    normal('x', 2, 3, 2),
    normal('k', 2, 6),
    normal('r', 2, 6),
    normal('b', 6),
  ],
  attention: [
    (q, k, v) => attention(q, k, v),
    normal('q', 1, 2, 3, 4),
    normal('k', 1, 2, 3, 4),
    normal('v', 1, 2, 3, 4),
  ],
  tanh: [(x) => tf.tanh(x), normal('x', 7)],
  sigmoid: [(x) => tf.sigmoid(x), normal('x', 7)],
  exp: [(x) => tf.exp(x), normal('x', 7)],
  elu: [(x) => tf.elu(x), normal('x', 7)],
  softmax: [(x) => tf.softmax(x), normal('x', 3, 4)],
  'logarithm of softmax': [(x) => tf.logSoftmax(x), normal('x', 3, 4)],
};

/** A sum of the outputs that is curved. */
const curved = (compute) => (inputs) => tf.sum(tf.square(compute(...inputs)));
/** ½ Σ gradient², as a penalty on gradients has it. */
const penalty = (compute) => (inputs) =>
  tf.mul(
    0.5,
    tf.addN(
      tf
        .grads((...given) => curved(compute)(given))(inputs)
        .map((gradient) => tf.sum(tf.square(gradient))),
    ),
  );
const second = (compute) => (inputs) => tf.grads((...given) => penalty(compute)(given))(inputs);

async function run(engineName, compute, arrays) {
  const step = stepOf((batch) => ({ outputs: { gradients: second(compute)(Object.values(batch)) } }));
  const batch = Object.fromEntries(arrays.map((array, at) => [`x${at}`, array]));
  return onEngine(engineName, [], async (engine) => readTree((await engine.run(step, batch, { step: 0 })).outputs));
}

/** Differences of the penalty, from eager first gradients. */
async function differences(compute, arrays, which, at) {
  const value = async (by) => {
    const moved = arrays.map(({ data, shape }, index) => {
      const copy = Float32Array.from(data);
      if (index === which) copy[at] += by;
      return tf.tensor(copy, shape);
    });
    const result = tf.tidy(() => penalty(compute)(moved));
    return (await result.data())[0];
  };
  const STEP = 1 / 64;
  return ((await value(STEP)) - (await value(-STEP))) / (2 * STEP);
}

beforeAll(() => tf.setBackend('cpu'));

it.each(Object.entries(cases))(
  'The second derivative through %s is that of differences, on both engines',
  async (_, [compute, ...arrays]) => {
    const [eager, onnx] = [await run('eager', compute, arrays), await run('onnx', compute, arrays)];
    const size = Math.max(1, ...Object.values(eager).flatMap(({ data }) => Array.from(data, Math.abs)));
    for (const [which, { data }] of arrays.entries()) {
      const [one, other] = [eager, onnx].map((gradients) => gradients[`gradients.${which}`].data);
      for (let at = 0; at < data.length; at++) {
        expect([which, at, Math.abs(other[at] - one[at]) < 1e-4 * size]).toEqual([which, at, true]);
        if (at % 3 > 0) continue;
        const expected = await differences(compute, arrays, which, at);
        expect([which, at, Math.abs(one[at] - expected) < 5e-3 * size]).toEqual([which, at, true]);
      }
    }
  },
);

it.each(['eager', 'onnx'])('A second derivative that is cut is an error on %s', async (engineName) => {
  const labels = tf.tensor2d([[1, 0, 0]]);
  const compute = (x) => tf.losses.softmaxCrossEntropy(labels, x);
  await expect(run(engineName, compute, [normal('x', 1, 3)])).rejects.toMatchObject({ code: 'LML_MISSING_GRADIENT' });
});

it.each(['eager', 'onnx'])('A second derivative through ctc is an error on %s', async (engineName) => {
  const target = { labels: tf.tensor2d([[1, 2]]), labelLengths: tf.tensor1d([2]), inputLengths: tf.tensor1d([4]) };
  const compute = (x) => ctcNegativeLogLikelihood(tf.logSoftmax(x), target);
  await expect(run(engineName, compute, [normal('x', 1, 4, 3)])).rejects.toMatchObject({
    code: 'LML_MISSING_GRADIENT',
    operation: 'ctc',
  });
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
