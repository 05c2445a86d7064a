import * as tf from '@tensorflow/tfjs';

import { arithmetic } from './arithmetic.js';
import { foldSplats } from './fold-splats.js';
import { applied, simplified, special, textOf, traced } from './graph.fixture.js';
import { lazyBroadcasts } from './lazy-broadcasts.js';
import { reluGradients } from './relu-gradient.js';
import { reshapes } from './reshapes.js';

const x = special([2, 5]);
const dy = { shape: [2, 5], data: [1, 2, Infinity, -Infinity, NaN, -3, 4, 5, 0, 0.5] };

describe('the gradient of ReLU', () => {
  it('looks at the value of the function', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => [tf.relu(a), tf.grad((c) => tf.relu(c))(a, b)];
    expect(await simplified(compute, [x, dy], [reluGradients])).toEqual([
      '%2: float32[2,5] = Relu(x=%0)',
      '%3: float32[2,5] = relu-gradient(dy=%1, y=%2)',
      'output all.0 <- %2',
      'output all.1 <- %3',
    ]);
  });

  it('looks at the argument where there is no value', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.mul(tf.step(a), b);
    expect((await simplified(compute, [x, dy], [reluGradients]))[0]).toBe(
      '%2: float32[2,5] = relu-gradient(dy=%0, y=%1)',
    );
  });

  it('takes a gradient that is repeated as it is', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.grad((c) => tf.sum(tf.relu(c), 1, true))(a, b);
    const column = { shape: [2, 1], data: [3, -Infinity] };
    const rules = [foldSplats, lazyBroadcasts, reshapes, arithmetic, reluGradients];
    expect((await simplified(compute, [x, column], rules)).at(-2)).toMatch(/ = relu-gradient\(dy=%1, y=%\d\)$/);
  });

  it('is nothing else', () => {
    const others = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => [
      tf.mul(b, tf.step(a, 0.5)),
      tf.mul(b, tf.step(tf.slice(a, [0, 0], [1, 5]))),
      tf.mul(b, tf.relu(a)),
    ];
    expect(textOf(applied(traced(others, [x, dy]), [reluGradients])).join()).not.toContain('relu-gradient');
  });
});
