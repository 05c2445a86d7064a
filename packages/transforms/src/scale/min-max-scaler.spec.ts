import fc from 'fast-check';
import '../register.js';
import { arrayOf, changed, faultOf, fitted, matrix } from '../shared/batches.fixture.js';
import { minMaxScaler } from './min-max-scaler.js';

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
