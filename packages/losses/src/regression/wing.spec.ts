import * as tf from '@tensorflow/tfjs';

import { wing } from './wing.js';

const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

describe('wing', () => {
  it('goes on without a jump where it becomes linear', () => {
    const at = (distance: number): number =>
      numbers(wing({ width: 2, curvature: 0.5 })(tf.tensor1d([distance]), tf.tensor1d([0])))[0]!;
    expect(at(2.0001) - at(1.9999)).toBeCloseTo(0, 3);
    expect(at(12) - at(2)).toBeCloseTo(10, 4);
  });
});
