import * as tf from '@tensorflow/tfjs';

import { tweedieDeviance } from './tweedie-deviance.js';

/** By the definition, in float64. */
function exact(x: number, y: number, power: number): number {
  if (power === 0) return (x - y) ** 2;
  if (power === 1) return 2 * ((y > 0 ? y * Math.log(y / x) : 0) + x - y);
  if (power === 2) return 2 * (Math.log(x / y) + y / x - 1);
  const first = Math.max(y, 0) ** (2 - power) / ((1 - power) * (2 - power));
  return 2 * (first - (y * x ** (1 - power)) / (1 - power) + x ** (2 - power) / (2 - power));
}

describe('tweedieDeviance', () => {
  it.each([0, 1, 2, 3, 1.5, 1.25, 4.5, -1, -2.5])(
    'keeps its digits near and far, where the definition takes differences, for the power %d',
    (power) => {
      const pairs = [3, 3.0625, 3.25, 4.03125, 4.0625, 1.96875, 1.9375, 6, 0.0625, 100].map((y) => [3, y] as const);
      const [x, y] = [0, 1].map((at) => tf.tensor1d(pairs.map((pair) => pair[at]!)));
      const found = tweedieDeviance({ prediction: x!, target: y! }, power).arraySync() as number[];
      for (const [index, [prediction, target]] of pairs.entries()) {
        const expected = exact(prediction, target, power);
        expect(Math.abs(found[index]! - expected)).toBeLessThanOrEqual(1e-5 * Math.abs(expected) + 1e-12);
      }
    },
  );
});
