import * as tf from '@tensorflow/tfjs';

import { wasm } from '../components.js';
import { expectValues } from '../shared/agreement.fixture.js';

describe('Prelu', () => {
  it('spreads its slopes', async () => {
    await expectValues(
      [wasm()],
      () =>
        tf.prelu<tf.Tensor>(
          tf.tensor2d([
            [-1, -2],
            [-3, 4],
          ]),
          tf.tensor1d([2, 1]),
        ),
      [-2, -2, -6, 4],
      [2, 2],
    );
  });

  it('looks at no slope of positive numbers', async () => {
    await expectValues(
      [wasm()],
      () => tf.prelu<tf.Tensor>(tf.tensor1d([1, -1, 2]), tf.tensor1d([NaN, 2, Infinity])),
      [1, -2, 2],
    );
  });

  it('of nothing is nothing', async () => {
    await expectValues([wasm()], () => tf.prelu<tf.Tensor>(tf.zeros([0]), tf.zeros([0])), [], [0]);
  });
});
