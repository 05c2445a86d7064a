import * as tf from '@tensorflow/tfjs';

import { multiLabelMargin } from './multi-label-margin.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('multi-label-margin', () => {
  it('ignores what stands after the first −1', () => {
    const scores = tf.tensor2d([[0.5, 1, -1]]);
    const value = (...target: number[]): number[] =>
      numbers(multiLabelMargin()(scores, tf.tensor2d([target], [1, 3], 'int32')));
    expect(value(1, -1, 0)).toEqual(value(1, -1, -1));
    expect(value(-1, 0, 1)).toEqual([0]);
    expect(value(0, 1, -1)).toEqual(value(1, 0, -1));
  });
});
