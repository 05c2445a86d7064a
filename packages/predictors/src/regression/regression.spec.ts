import { applyPredictor, build, create, ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { regression } from '../index.js';

describe('regression', () => {
  const single = ndArray([[1], [2], [-3]]);
  const double = ndArray([
    [1, 10],
    [2, 20],
  ]);

  it('predicts the outputs themselves, without an axis of size 1', async () => {
    expect(await applyPredictor(regression(), single)).toEqual(ndArray([1, 2, -3]));
    expect(await applyPredictor(regression(), double)).toEqual(double);
  });

  it('keeps the axis where squeeze is off', async () => {
    expect(await applyPredictor(regression({ squeeze: false }), single)).toEqual(single);
  });

  it.each([true, false])('keeps an output of one axis as it is (squeeze %s)', async (squeeze) => {
    expect(await applyPredictor(regression({ squeeze }), ndArray([4]))).toEqual(ndArray([4]));
    expect(await applyPredictor(regression({ squeeze, scale: [2] }), ndArray([4, 5]))).toEqual(ndArray([8, 10]));
  });

  it('drops the last axis of a map only', async () => {
    const map = ndArray([[[1], [2]]]);
    expect(await applyPredictor(regression(), map)).toEqual(ndArray([[1, 2]]));
  });

  it('multiplies by the scale, then adds the offset', async () => {
    expect(await applyPredictor(regression({ scale: 2, offset: 0.5 }), single)).toEqual(ndArray([2.5, 4.5, -5.5]));
    expect(await applyPredictor(regression({ scale: -2 }), double)).toEqual(
      ndArray([
        [-2, -20],
        [-4, -40],
      ]),
    );
    expect(await applyPredictor(regression({ offset: 1 }), double)).toEqual(
      ndArray([
        [2, 11],
        [3, 21],
      ]),
    );
  });

  it('takes a scale and an offset for each output', async () => {
    const predictor = regression({ scale: [2, 0.5], offset: [0, 100] });
    expect(await applyPredictor(predictor, double)).toEqual(
      ndArray([
        [2, 105],
        [4, 110],
      ]),
    );
  });

  it('undoes the standardisation of targets', async () => {
    const targets = [3, 7, 11, 23];
    const mean = 11;
    const deviation = Math.sqrt(targets.reduce((sum, target) => sum + (target - mean) ** 2, 0) / targets.length);
    const standard = ndArray(targets.map((target) => [(target - mean) / deviation]));
    const { data } = await applyPredictor(regression({ scale: deviation, offset: mean }), standard);
    targets.forEach((target, index) => expect((data as Float32Array)[index]).toBeCloseTo(target, 5));
  });

  it('predicts float32 from outputs of another data type', async () => {
    expect(await applyPredictor(regression({ scale: 0.5 }), ndArray([[3], [4]], { dtype: 'int32' }))).toEqual(
      ndArray([1.5, 2]),
    );
  });

  it('refuses outputs that do not fit', async () => {
    const mismatch = { code: 'LML_SHAPE_MISMATCH' };
    await expect(applyPredictor(regression(), ndArray(1))).rejects.toMatchObject(mismatch);
    await expect(applyPredictor(regression({ scale: [1, 2, 3] }), double)).rejects.toMatchObject(mismatch);
    await expect(applyPredictor(regression({ offset: [1, 2] }), single)).rejects.toMatchObject({
      ...mismatch,
      message: expect.stringContaining('offset of regression has 2 numbers, but the model has 1 output.') as string,
    });
  });

  it.each([
    [{ scale: 0 }, 'scale: must not be 0'],
    [{ scale: [1, 0] }, 'scale: must not be 0'],
    [{ scale: Number.NaN }, 'scale: must be a finite number'],
    [{ offset: Infinity }, 'offset: must be a finite number'],
    [{ offset: [] }, 'offset: must be a finite number'],
    [{ squeeze: 1 }, 'squeeze'],
    [{ mean: 1 }, 'mean: there is no such option'],
  ])('refuses %j', (options, message) => {
    expect(() => regression(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => regression(options as never)).toThrow(message);
  });

  it('is made by its name', () => {
    expect(create('predictor', 'regression', { scale: 2 }).name).toBe('regression');
    expect(build('predictor', { name: 'regression', scale: 2 }).name).toBe('regression');
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await applyPredictor(regression({ scale: [2, 3], offset: 1 }), double);
    expect(tf.memory().numTensors).toBe(before);
  });
});
