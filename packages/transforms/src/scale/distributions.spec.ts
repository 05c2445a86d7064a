import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix } from '../shared/batches.fixture.js';
import { minimumBetween, minimumNear } from './minimum.js';
import { powerTransformer } from './power-transformer.js';
import { quantileTransformer } from './quantile-transformer.js';

const column = (...values: readonly number[]): ReturnType<typeof matrix> => matrix(...values.map((value) => [value]));

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

describe('powerTransformer', () => {
  const skewed = [0.1, 0.5, 0.7, 1, 1.5, 2, 4, 9, 30];

  it('undoes what it does', async () => {
    for (const method of ['yeo-johnson', 'box-cox'] as const) {
      const target = arrayOf(skewed, [skewed.length]);
      const transform = await fitted(powerTransformer({ method, on: 'target' }), { target });
      const made = (await changed(transform, { target }, {}, 'target')) as number[];
      const undone = tf.tidy(() => transform.invert!(tf.tensor1d(made)) as tf.Tensor).dataSync();
      undone.forEach((value, at) => expect(value / skewed[at]!).toBeCloseTo(1, 4));
    }
  });

  it('finds the logarithm, and leaves constants as they are', async () => {
    const rows = [1, 2, 4, 8, 16].map((value) => [value, 3]);
    const logs = await fitted(powerTransformer({ method: 'box-cox', columns: [0] }), matrix(...rows));
    expect((logs.state!()!['lambdas']!.data as Float64Array)[0]).toBeCloseTo(0, 6);
    const all = await fitted(powerTransformer({ standardize: false }), matrix(...rows));
    expect((all.state!()!['lambdas']!.data as Float64Array)[1]).toBe(1);
    const made = (await changed(all, matrix([1, 3], [1, -7]))) as { values: number[] };
    expect(made.values[1]).toBeCloseTo(3, 12);
    expect(made.values[3]).toBeCloseTo(-7, 12);
  });

  it('stays finite where the best exponent would overflow', async () => {
    const values = [2003, 1950, 1997, 2000, 2009, 2009, 1980, 1999, 2007, 1991].map((year) => year * 1e100);
    const transform = await fitted(powerTransformer({ method: 'box-cox', standardize: false }), column(...values));
    const made = (await changed(transform, column(...values))) as { values: number[] };
    expect(made.values.every(Number.isFinite)).toBe(true);
    expect(Math.max(...made.values)).toBeGreaterThan(1e300);
  });

  it('says what it cannot learn from', async () => {
    const boxCox = powerTransformer({ method: 'box-cox' });
    expect(await faultOf(() => fitted(boxCox, column(1, 0)))).toBe(
      "LML_INVALID_ARGUMENT: The feature '0' must be positive for Box and Cox, got 0. Choose method: 'yeo-johnson', which takes any numbers.",
    );
    expect(await faultOf(() => fitted(boxCox, column(2, 2)))).toMatch(
      /^LML_INVALID_ARGUMENT: The feature '0' must be of different values/,
    );
    expect(await faultOf(() => fitted(powerTransformer(), column(NaN)))).toMatch(/a value that is not missing/);
    const one = await fitted(powerTransformer({ method: 'box-cox' }), column(1, 2));
    expect(await faultOf(() => changed(one, column(-1)))).toMatch(
      /^LML_INVALID_ARGUMENT: The feature '0' must be positive/,
    );
  });
});

describe('The search for a minimum', () => {
  const curve = (x: number): number => (x - 1.25) ** 2 + 3;

  it('finds it between two numbers, and beyond them', () => {
    expect(minimumBetween(curve, -10, 10)).toBeCloseTo(1.25, 7);
    expect(minimumNear(curve, -2, 2)).toBeCloseTo(1.25, 7);
    expect(minimumNear((x) => curve(x - 500), -2, 2)).toBeCloseTo(501.25, 4);
    expect(minimumNear((x) => Math.abs(x + 40), 1, 2)).toBeCloseTo(-40, 5);
  });

  it('ends at an end where there is none between, and of curves without one', () => {
    expect(minimumBetween((x) => x, 2, 3)).toBeCloseTo(2, 5);
    expect(minimumBetween(() => NaN, 2, 3)).toBeGreaterThanOrEqual(2);
    expect(Number.isNaN(minimumNear((x) => -x, -2, 2))).toBe(false);
  });
});
