import { applyPredictor, build, create, ndArray, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { classification } from '../index.js';

const rounded = ({ data }: NdArray): number[] =>
  Array.from(data as Float32Array, (value) => Math.round(value * 1e6) / 1e6);

describe('classification', () => {
  const logits = ndArray([
    [0, 2, 1],
    [5, 1, 0],
    [-3, -2, -1],
  ]);

  it('predicts the class with the largest logit', async () => {
    const labels = await applyPredictor(classification(), logits);
    expect(labels).toEqual({ dtype: 'int32', shape: [3], data: Int32Array.of(1, 0, 2) });
  });

  it('predicts the first of equal logits', async () => {
    const labels = await applyPredictor(
      classification(),
      ndArray([
        [1, 3, 3],
        [0, 0, 0],
      ]),
    );
    expect(labels.data).toEqual(Int32Array.of(1, 0));
  });

  it('predicts probabilities by softmax', async () => {
    const probabilities = await applyPredictor(classification({ output: 'probability' }), logits);
    expect([probabilities.dtype, probabilities.shape]).toEqual(['float32', [3, 3]]);
    const rows = [
      [0, 2, 1],
      [5, 1, 0],
      [-3, -2, -1],
    ].map((row) => row.map(Math.exp));
    const expected = rows.flatMap((row) => row.map((value) => value / row.reduce((a, b) => a + b)));
    expect(rounded(probabilities)).toEqual(expected.map((value) => Math.round(value * 1e6) / 1e6));
  });

  it('keeps probabilities finite for logits that exp cannot hold', async () => {
    const probabilities = await applyPredictor(classification({ output: 'probability' }), ndArray([[1000, 0, -1000]]));
    expect(probabilities.data).toEqual(Float32Array.of(1, 0, 0));
  });

  it.each([
    ['a column', ndArray([[0], [2], [-2], [0.1]]), [4]],
    ['a vector', ndArray([0, 2, -2, 0.1]), [4]],
    [
      'a map',
      ndArray([
        [[0], [2]],
        [[-2], [0.1]],
      ]),
      [2, 2],
    ],
  ])('takes a single logit, in %s, as that of class 1', async (_, output, shape) => {
    const labels = await applyPredictor(classification(), output);
    expect(labels).toEqual({ dtype: 'int32', shape, data: Int32Array.of(0, 1, 0, 1) });
    const probabilities = await applyPredictor(classification({ output: 'probability' }), output);
    expect([probabilities.dtype, probabilities.shape]).toEqual(['float32', shape]);
    expect(rounded(probabilities)).toEqual([0.5, 0.880797, 0.119203, 0.524979]);
  });

  it.each([
    [0, [1, 1, 1]],
    [0.2, [0, 1, 1]],
    [0.5, [0, 0, 1]],
    [0.9, [0, 0, 0]],
    [1, [0, 0, 0]],
  ])('is of class 1 above a threshold of %f', async (threshold, expected) => {
    const labels = await applyPredictor(classification({ threshold }), ndArray([[-2], [0], [2]]));
    expect(labels.data).toEqual(Int32Array.from(expected));
  });

  it('does not apply the threshold to several logits', async () => {
    const labels = await applyPredictor(classification({ threshold: 0.99 }), ndArray([[0, 0.1]]));
    expect(labels.data).toEqual(Int32Array.of(1));
  });

  it('predicts a class for each place of a map', async () => {
    const maps = ndArray([
      [
        [0, 1],
        [1, 0],
      ],
      [
        [3, 2],
        [2, 3],
      ],
    ]);
    const labels = await applyPredictor(classification(), maps);
    expect(labels).toEqual({ dtype: 'int32', shape: [2, 2], data: Int32Array.of(1, 0, 0, 1) });
  });

  it('takes logits of another data type', async () => {
    const whole = ndArray(
      [
        [1, 0],
        [-1, 2],
      ],
      { dtype: 'int32' },
    );
    expect((await applyPredictor(classification(), whole)).data).toEqual(Int32Array.of(0, 1));
    const probabilities = await applyPredictor(classification({ output: 'probability' }), whole);
    expect(rounded(probabilities)).toEqual([0.731059, 0.268941, 0.047426, 0.952574]);
  });

  it.each([[ndArray(1)], [ndArray(new Float32Array(0), { shape: [3, 0] })]])('refuses outputs %#', async (output) => {
    await expect(applyPredictor(classification(), output)).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });

  it.each([
    [{ threshold: 1.5 }, 'threshold'],
    [{ threshold: Number.NaN }, 'threshold'],
    [{ output: 'probabilities' }, 'output'],
    [{ treshold: 0.5 }, 'did you mean threshold'],
  ])('refuses %j', (options, message) => {
    expect(() => classification(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => classification(options as never)).toThrow(message);
  });

  it('is made by its name, and needs no fitting', () => {
    for (const predictor of [
      create('predictor', 'classification', { output: 'label' }),
      build('predictor', 'classification'),
    ]) {
      expect(predictor.name).toBe('classification');
      expect([predictor.fit, predictor.state, predictor.load]).toEqual([undefined, undefined, undefined]);
    }
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await applyPredictor(classification(), logits);
    await applyPredictor(classification({ output: 'probability' }), logits);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('The records of a classification', () => {
  const known = { classNames: ['cat', 'dog', 'cow'] };
  it.each([
    [
      'labels',
      {},
      ndArray(Int32Array.of(2, 0)),
      known,
      [
        { label: 'cow', index: 2 },
        { label: 'cat', index: 0 },
      ],
    ],
    ['labels without names', {}, ndArray(Int32Array.of(1)), {}, [{ label: 1, index: 1 }]],
    [
      'labels of positions',
      {},
      ndArray(Int32Array.of(1, 0), { shape: [1, 2] }),
      {},
      [
        [
          { label: 1, index: 1 },
          { label: 0, index: 0 },
        ],
      ],
    ],
    [
      'probabilities',
      { output: 'probability' },
      ndArray([[0.25, 0.5, 0.25]]),
      known,
      [{ label: 'dog', index: 1, probability: 0.5, probabilities: [0.25, 0.5, 0.25] }],
    ],
    [
      'probabilities of two classes by one score',
      { output: 'probability', threshold: 0.75 },
      ndArray([0.875, 0.25]),
      known,
      [
        { label: 'dog', index: 1, probability: 0.875 },
        { label: 'cat', index: 0, probability: 0.75 },
      ],
    ],
  ] as const)('are %s', (_, options, prediction, context, expected) => {
    expect(classification(options).decode!(prediction as never, context)).toEqual(expected);
  });
});
