import * as tf from '@tensorflow/tfjs';

import { circle } from './circle.js';
import { embeddings, infiniteEdges, numbers } from './embeddings.fixture.js';

describe('circle', () => {
  it('is finite at its edges', () => {
    expect(infiniteEdges(circle())).toEqual([]);
  });

  it('is 0 for samples that have none of their class', () => {
    const values = numbers(circle({ reduction: 'none' })(embeddings(), tf.tensor1d([0, 0, 1, 2, 3, 4, 5, 6], 'int32')));
    expect(values.map((value) => value > 0)).toEqual([true, true, false, false, false, false, false, false]);
  });

  it('does not pull what is nearer than it must be', () => {
    const near = tf.tensor2d([[1, 0], [1, 0], [-1, 0]]); // prettier-ignore
    const gradient = tf.grad((x) => circle({ m: -0.5 })(x, tf.tensor1d([0, 0, 1], 'int32')));
    expect(numbers(gradient(near)).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
