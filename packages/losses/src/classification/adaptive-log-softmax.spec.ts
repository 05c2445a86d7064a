import * as tf from '@tensorflow/tfjs';

import { adaptiveLogSoftmax } from './adaptive-log-softmax.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());
const options = { inFeatures: 8, numClasses: 7, cutoffs: [2, 4], divValue: 2 };

describe('adaptive-log-softmax', () => {
  it('is minus the logarithm of probabilities that sum to 1', () => {
    const features = tf.tile(tf.tensor2d([[1, -2, 0.5, 3, 0, 1, -1, 2]]), [7, 1]);
    const values = adaptiveLogSoftmax({ ...options, reduction: 'none' })(features, tf.range(0, 7, 1, 'int32'));
    expect(numbers(values).reduce((sum, value) => sum + Math.exp(-value), 0)).toBeCloseTo(1, 5);
  });

  it('says that later clusters would have no features', () => {
    const act = (): unknown => adaptiveLogSoftmax({ ...options, divValue: 4 });
    expect(act).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(act).toThrow('the last clusters would have no feature');
  });

  it('refuses other features, and targets of another shape', () => {
    const refused = expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' });
    expect(() => adaptiveLogSoftmax(options)(tf.zeros([2, 4]), tf.zeros([2]))).toThrow(refused);
    expect(() => adaptiveLogSoftmax(options)(tf.zeros([2, 8]), tf.zeros([2, 1]))).toThrow(refused);
  });
});
