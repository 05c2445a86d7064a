import * as tf from '@tensorflow/tfjs';

import type { Loss } from './loss.js';
import { measureLoss } from './measure-loss.js';
import { nestedLoss } from './nested-loss.js';
import { ownedState } from './owned-state.js';

describe('measureLoss', () => {
  const [prediction, target] = [tf.tensor1d([1, 2]), tf.tensor1d([0, 0])];
  const own = ownedState({ weights: { scale: { shape: [], initializer: 'ones' } } });
  let calls = 0;
  const measure = (x: tf.Tensor): { value: tf.Tensor; total: number } => {
    calls++;
    return { value: tf.mul(own.read('scale'), tf.sum(x)), total: 7 };
  };
  const loss: Loss = Object.assign((x: tf.Tensor) => measure(x).value, { measure, state: own.state, load: own.load });

  it.each([
    ['a loss', loss],
    ['a loss that is part of something', nestedLoss('own', loss)],
  ])('asks %s for value and total at once, where it gives them so', (_, given) => {
    calls = 0;
    const { value, total } = measureLoss(given, prediction, target);
    expect([value.dataSync()[0], total, calls]).toEqual([3, 7, 1]);
  });
});
