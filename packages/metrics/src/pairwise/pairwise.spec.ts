import * as tf from '@tensorflow/tfjs';

import golden from './goldens/pairwise.json' with { type: 'json' };
import { pairwiseCosineSimilarity } from './pairwise-cosine-similarity.js';
import { pairwiseEuclideanDistance } from './pairwise-euclidean-distance.js';
import { pairwiseLinearSimilarity } from './pairwise-linear-similarity.js';
import { pairwiseManhattanDistance } from './pairwise-manhattan-distance.js';
import type { PairwiseOptions } from './pairwise-matrix.js';
import { pairwiseMinkowskiDistance } from './pairwise-minkowski-distance.js';

const FUNCTIONS: Readonly<Record<string, typeof pairwiseCosineSimilarity>> = {
  pairwiseCosineSimilarity,
  pairwiseEuclideanDistance,
  pairwiseLinearSimilarity,
  pairwiseManhattanDistance,
  pairwiseMinkowskiDistance,
};

interface Stored {
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

const tensorOf = ({ shape, data }: Stored): tf.Tensor => tf.tensor(data.map(Number), [...shape], 'float32');

describe('pairwise functions', () => {
  it.each(golden.cases)('equal torchmetrics: $name', async ({ function: name, x, y, options, expected }) => {
    const inputs: Readonly<Record<string, Stored>> = golden.matrices;
    const other = y === null ? undefined : tensorOf(inputs[y]!);
    const found = FUNCTIONS[name]!(tensorOf(inputs[x]!), other, options as PairwiseOptions);
    expect(found.shape).toEqual(expected.shape);
    const values = await found.data();
    expected.data.map(Number).forEach((number, at) => {
      if (Number.isNaN(number)) expect(values[at]).toBeNaN();
      else expect(Math.abs(values[at]! - number)).toBeLessThanOrEqual(1e-5 * Math.abs(number));
    });
  });

  it.each(Object.entries(FUNCTIONS))('%s disposes of what it makes, and leaves its arguments', (_, compare) => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const before = tf.memory().numTensors;
    const found = compare(x, undefined, { zeroDiagonal: false });
    expect(tf.memory().numTensors).toBe(before + 1);
    tf.dispose([x, found]);
  });

  it('keep large powers in float32', async () => {
    const x = tf.tensor2d([1000, 0, 0, 1e-3, 0, 0], [3, 2]);
    const distances = await pairwiseMinkowskiDistance(x, undefined, { exponent: 20 }).data();
    expect(distances[1]).toBeCloseTo(1000, 3);
    expect(distances[5]).toBeCloseTo(1e-3, 8);
  });

  it('refuse what they cannot compare', () => {
    const [x, y] = [tf.zeros([2, 3]), tf.zeros([2, 2])];
    for (const compare of Object.values(FUNCTIONS)) {
      expect(() => compare(x, y)).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
      expect(() => compare(tf.zeros([3]))).toThrow(expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }));
      const options = { reduction: 'median' as 'mean' };
      expect(() => compare(x, x, options)).toThrow(expect.objectContaining({ argument: 'reduction' }));
    }
    expect(() => pairwiseMinkowskiDistance(x, x, { exponent: 0.5 })).toThrow(
      expect.objectContaining({ argument: 'exponent' }),
    );
  });
});
