import * as tf from '@tensorflow/tfjs';
import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix } from '../shared/batches.fixture.js';
import { powerTransformer } from './power-transformer.js';

const column = (...values: readonly number[]): ReturnType<typeof matrix> => matrix(...values.map((value) => [value]));
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
