import { ndArray, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ctc } from './ctc.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('ctc', () => {
  const logits = tf.randomNormal<tf.Rank.R3>([2, 5, 4], 0, 1, 'float32', 3);
  const labels = tf.tensor2d([[1, 2], [3, 3]], [2, 2], 'int32'); // prettier-ignore

  it('takes labels and lengths of any type, in a record', () => {
    const lengths = { labelLengths: [2, 1], inputLengths: [5, 4] };
    const target = (dtype: 'int32' | 'float32') => ({
      labels: tf.cast(labels, dtype),
      labelLengths: tf.tensor1d(lengths.labelLengths, dtype),
      inputLengths: tf.tensor1d(lengths.inputLengths, dtype),
    });
    expect(numbers(ctc()(logits, target('float32')))).toEqual(numbers(ctc()(logits, target('int32'))));
  });

  it('does not look at what stands behind labels and frames', () => {
    const [labelLengths, inputLengths] = [tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3, 4], 'int32')];
    const behind = tf.tensor2d([[1, 99], [3, 3]], [2, 2], 'int32'); // prettier-ignore
    const counts = tf.less(tf.range(0, 5, 1, 'int32'), tf.expandDims(inputLengths, 1));
    const cut = tf.where(tf.expandDims(counts, 2), logits, 1000);
    const value = (x: tf.Tensor, said: tf.Tensor): number[] =>
      numbers(ctc({ reduction: 'none' })(x, { labels: said, labelLengths, inputLengths }));
    expect(value(cut, behind)).toEqual(value(logits, labels));
  });

  it('says that its mean divides by weights, whatever the lengths', () => {
    const target = { labels, labelLengths: tf.tensor1d([1, 2], 'int32') };
    expect(ctc().total!(logits, target)).toBe(2);
    expect(numbers(ctc().total!(logits, target, tf.tensor1d([0.5, 2])) as tf.Tensor)).toEqual([2.5]);
  });

  it('names the sample on the host whose labels no frames can say', () => {
    const rows = (values: number[][]): NdArray => ndArray(values, { dtype: 'int32' });
    const fault = (said: number[], lengths: Record<string, number[]> = {}, options = {}): string | undefined => {
      const lists = Object.entries(lengths).map(([name, values]) => [name, ndArray(values, { dtype: 'int32' })]);
      const target = { labels: rows([[1, 2, -1], said]), ...Object.fromEntries(lists) } as Record<string, NdArray>;
      const found = ctc(options).targetFault(target, [null, null, 4]);
      expect(found?.row ?? 1).toBe(1);
      return found?.reason;
    };
    expect(fault([1, 1, 3])).toBeUndefined();
    expect(fault([1, -1, 9])).toBeUndefined();
    expect(fault([1, 4, 3])).toMatch(/^has the label 4, but labels are whole numbers from 0 to 3/);
    expect(fault([1, 0, 3])).toMatch(/^has the label 0, which is the blank/);
    expect(fault([1, 0, 3], { labelLengths: [2, 1] })).toBeUndefined();
    expect(fault([1, 2, 3], { labelLengths: [2, 4] })).toMatch(/^has labelLengths 4/);
    expect(fault([1, 2, 3], { inputLengths: [2, -1] })).toMatch(/^has inputLengths -1/);
    const few = { inputLengths: [2, 3] };
    expect(fault([1, 1, 3], few)).toMatch(/^needs 4 frames for its 3 labels/);
    expect(fault([1, 1, 3], few, { zeroInfinity: true })).toBeUndefined();
  });

  it('learns to say labels that nobody has aligned', () => {
    const target = { labels: tf.tensor2d([[2, 1, 1], [1, 3, -1]], [2, 3], 'int32') }; // prettier-ignore
    const scores = tf.variable(tf.zeros([2, 6, 4]));
    const optimizer = tf.train.adam(0.3);
    for (let step = 0; step < 40; step++) optimizer.minimize(() => ctc()(scores, target) as tf.Scalar, false, [scores]);
    const said = (tf.argMax(scores, -1).arraySync() as number[][]).map((frames) =>
      frames.filter((label, frame) => label !== 0 && label !== frames[frame - 1]),
    );
    expect(said).toEqual([[2, 1, 1], [1, 3]]); // prettier-ignore
  });
});
