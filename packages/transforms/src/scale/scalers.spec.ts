import fc from 'fast-check';

import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix } from '../shared/batches.fixture.js';
import { maxAbsScaler } from './max-abs-scaler.js';
import { minMaxScaler } from './min-max-scaler.js';
import { normalizer } from './normalizer.js';
import { robustScaler } from './robust-scaler.js';

const column = (...values: readonly number[]): ReturnType<typeof matrix> => matrix(...values.map((value) => [value]));

describe('minMaxScaler', () => {
  it('limits what is beyond the training data where it is told to', async () => {
    const clipped = await fitted(minMaxScaler({ featureRange: [-1, 1], clip: true }), column(0, 10));
    expect(await changed(clipped, column(-5, 5, NaN, 70))).toEqual({ shape: [4, 1], values: [-1, 0, NaN, 1] });
    const free = await fitted(minMaxScaler(), column(0, 10));
    expect(await changed(free, column(-5, 15))).toEqual({ shape: [2, 1], values: [-0.5, 1.5] });
  });

  it('makes NaN of a feature of which it has seen no value', async () => {
    const transform = await fitted(minMaxScaler({ clip: true }), column(NaN, NaN));
    expect(await changed(transform, column(1, 2))).toEqual({ shape: [2, 1], values: [NaN, NaN] });
  });

  it('gives training data values of the range', async () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(numbers, async (values) => {
        const input = arrayOf(values, [values.length]);
        const made = (await changed(await fitted(minMaxScaler(), { input }), { input })) as number[];
        expect(Math.min(...made)).toBeCloseTo(0, 9);
        expect(Math.max(...made)).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('refuses a range without width', async () => {
    expect(await faultOf(() => minMaxScaler({ featureRange: [1, 1] }))).toMatch(
      /^LML_INVALID_OPTIONS: .*featureRange.*the first must be less than the second/s,
    );
  });
});

describe('maxAbsScaler', () => {
  it('sees all batches, and keeps 0', async () => {
    const transform = await fitted(maxAbsScaler({ clip: true }), column(1, NaN), column(-4), column(2));
    expect(await changed(transform, column(0, 2, -8))).toEqual({ shape: [3, 1], values: [0, 0.5, -1] });
  });
});

describe('robustScaler', () => {
  it('gathers batches of any size', async () => {
    const values = Array.from({ length: 3000 }, (_, row) => (row * 7919) % 3001);
    const whole = await fitted(robustScaler(), column(...values));
    const parts = await fitted(
      robustScaler(),
      column(...values.slice(0, 1)),
      column(...values.slice(1, 2500)),
      column(...values.slice(2500)),
    );
    expect(parts.state!()).toEqual(whole.state!());
  });

  it('does not keep the arrays of batches, which may be filled anew', async () => {
    const input = arrayOf([1, 2, 3], [3]);
    const transform = robustScaler();
    await transform.fitBatches!({
      async *[Symbol.asyncIterator]() {
        yield await Promise.resolve({ input });
        input.data.fill(100);
        yield await Promise.resolve({ input });
      },
    });
    expect(transform.state!()!['offset']!.data).toEqual(Float64Array.of(51.5));
  });

  it('refuses quantiles that say nothing of a variance', async () => {
    for (const quantileRange of [
      [0, 50],
      [50, 100],
      [40, 40],
    ] as const)
      // prettier-ignore
      expect(await faultOf(() => robustScaler({ quantileRange, unitVariance: true }))).toMatch(
        /^LML_INVALID_OPTIONS: .*two different quantiles between 0 and 100/s,
      );
  });
});

describe('normalizer', () => {
  it('divides by the norm of the features that are named', async () => {
    const rows = matrix([3, 100, 4], [0, 100, 0]);
    expect(await changed(normalizer({ columns: [0, 2], norm: 'l1' }), rows)).toEqual({
      shape: [2, 3],
      values: [3 / 7, 100, 4 / 7, 0, 100, 0],
    });
  });
});
