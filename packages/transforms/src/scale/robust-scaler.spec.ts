import '../register.js';
import { arrayOf, faultOf, fitted, matrix } from '../shared/batches.fixture.js';
import { robustScaler } from './robust-scaler.js';

const column = (...values: readonly number[]): ReturnType<typeof matrix> => matrix(...values.map((value) => [value]));
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
