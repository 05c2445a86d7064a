import * as tf from '@tensorflow/tfjs';

import { classScoreLoss, type ClassScoreLossOptions } from './class-score-loss.js';

/** The sum of the scores of the target's classes: what is weighted, and by how much, can be read off. */
const picked = (options: Partial<ClassScoreLossOptions> = {}) =>
  classScoreLoss({
    name: 'picked',
    ignoreIndex: -100,
    reduction: 'mean',
    values: ({ prediction, target }) => tf.sum(tf.mul(prediction, target), -1),
    ...options,
  });
const numbers = async (tensor: tf.Tensor): Promise<number[]> => Array.from(await tensor.data());
const scores = tf.tensor2d([1, 2, 4, 8, 16, 32], [2, 3]);
const indices = tf.tensor1d([2, 0], 'int32');

describe('classScoreLoss', () => {
  it.each([
    [{}, [6]],
    [{ reduction: 'sum' }, [12]],
    [{ reduction: 'none' }, [4, 8]],
    [{ reduction: 'none', weight: [1, 0, 2] }, [8, 8]],
    [{ weight: [1, 0, 2] }, [16 / 3]],
    [{ ignoreIndex: 2 }, [8]],
    [{ reduction: 'none', ignoreIndex: 2 }, [0, 8]],
    [{ reduction: 'none', labelSmoothing: 0.5 }, [2 + 7 / 6, 4 + 56 / 6]],
  ] as const)('weights the classes of indices: %j', async (options, expected) => {
    const received = await numbers(picked(options as Partial<ClassScoreLossOptions>)(scores, indices));
    received.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
    expect(received).toHaveLength(expected.length);
  });

  it.each([
    [{}, [(5 / 2 + 16) / 2]],
    [{ reduction: 'none', weight: [2, 1, 1] }, [3, 16]],
    [{ weight: [2, 1, 1] }, [19 / 2]],
  ] as const)('weights the classes of probabilities: %j', async (options, expected) => {
    const target = tf.tensor2d([0.5, 0, 0.5, 0, 1, 0], [2, 3]);
    expect(await numbers(picked(options as Partial<ClassScoreLossOptions>)(scores, target))).toEqual(expected);
  });

  it('counts a sample with weight 2 as two', async () => {
    expect((await numbers(picked()(scores, indices, tf.tensor1d([2, 1]))))[0]).toBeCloseTo(16 / 3, 5);
  });

  it('says which targets count', () => {
    const { counts } = picked({ ignoreIndex: 1, weight: [0, 1, 1] });
    expect([0, 1, 2].map((target) => counts?.(target))).toEqual([false, false, true]);
  });

  it('refuses what does not fit, in the name of the loss', () => {
    expect(() => picked()(scores, tf.zeros([3]))).toThrow(/^picked needs a score for each class/);
    expect(() => picked()(tf.zeros([3]), tf.zeros([3]))).toThrow(/^picked needs a score for each class/);
    expect(() => picked({ weight: [1, 2] })(scores, indices)).toThrow(/^picked has 2 class weights/);
    expect(() => picked({ ignoreIndex: 0 })(scores, tf.zeros([2, 3]))).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
  });
});
