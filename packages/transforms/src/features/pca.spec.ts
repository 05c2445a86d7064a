import * as tf from '@tensorflow/tfjs';
import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix, table } from '../shared/batches.fixture.js';
import { pca } from './pca.js';

describe('pca', () => {
  it('names components, and leaves other features as they are', async () => {
    const rows = table({ a: [1, 2, 3], town: ['x', 'y', 'z'], b: [1, 2, 3] });
    const transform = await fitted(pca({ columns: ['a', 'b'], nComponents: 1 }), rows);
    const made = (await changed(transform, rows)) as Record<string, number[]>;
    expect(Object.keys(made)).toEqual(['pca0', 'town']);
    made['pca0']!.forEach((value, at) => expect(value).toBeCloseTo((at - 1) * Math.SQRT2, 12));
  });

  it('turns one number a sample back into targets of several', async () => {
    const target = arrayOf([1, 10, 2, 20, 3, 30], [3, 2]);
    const transform = await fitted(pca({ on: 'target', nComponents: 1 }), { target });
    const root = Math.sqrt(101);
    for (const shape of [[2], [2, 1]]) {
      const undone = tf.tidy(() => transform.invert!(tf.tensor([0, root], shape)) as tf.Tensor);
      expect(undone.shape).toEqual([2, 2]);
      Array.from(undone.dataSync()).forEach((value, at) => expect(value).toBeCloseTo([2, 20, 3, 30][at]!, 4));
    }
  });

  it('says what it cannot turn', async () => {
    expect(await faultOf(() => fitted(pca(), matrix([1, 2], [NaN, 3])))).toBe(
      "LML_INVALID_ARGUMENT: The feature '0' must be without missing values for pca, got NaN. Fill them in before: simpleImputer.",
    );
    expect(await faultOf(() => fitted(pca({ nComponents: 3 }), matrix([1, 2], [2, 3])))).toMatch(
      /^LML_INVALID_ARGUMENT: nComponents must be at most 2, the number of features or of samples/,
    );
    expect(await faultOf(() => fitted(pca(), matrix(Array.from({ length: 1001 }, () => 0))))).toMatch(
      /at most 1000 for pca/,
    );
    expect(await faultOf(() => pca({ nComponents: 1.5 }))).toMatch(/^LML_INVALID_OPTIONS/);
  });
});
