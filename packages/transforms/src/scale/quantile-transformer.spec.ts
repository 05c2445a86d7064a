import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import '../register.js';
import { arrayOf, changed, fitted, matrix } from '../shared/batches.fixture.js';
import { quantileTransformer } from './quantile-transformer.js';

describe('quantileTransformer', () => {
  it('keeps the order of values', async () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(numbers, numbers, async (seen, values) => {
        const transform = await fitted(quantileTransformer({ nQuantiles: 10 }), {
          input: arrayOf(seen, [seen.length]),
        });
        const sorted = Float64Array.from(values).sort();
        const made = (await changed(transform, { input: arrayOf([...sorted], [sorted.length]) })) as number[];
        made.forEach((value, at) => {
          expect(value).toBeGreaterThanOrEqual(at === 0 ? 0 : made[at - 1]! - 1e-12);
          expect(value).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('makes NaN of a feature of which it has seen no value', async () => {
    const transform = await fitted(quantileTransformer(), matrix([1, NaN], [2, NaN]));
    expect(await changed(transform, matrix([1, 5], [2, 5]))).toEqual({ shape: [2, 2], values: [0, NaN, 1, NaN] });
  });

  it('undoes a single quantile, and targets of one number a sample', async () => {
    const single = await fitted(quantileTransformer({ nQuantiles: 1, on: 'target' }), { target: arrayOf([4, 9], [2]) });
    const given = tf.tensor1d([0, 1, 0.5]);
    expect(Array.from(tf.tidy(() => single.invert!(given) as tf.Tensor).dataSync())).toEqual([4, 4, 4]);
    const both = await fitted(quantileTransformer({ on: 'target' }), { target: arrayOf([4, 9], [2]) });
    expect(Array.from(tf.tidy(() => both.invert!(given) as tf.Tensor).dataSync())).toEqual([4, 9, 6.5]);
  });
});
