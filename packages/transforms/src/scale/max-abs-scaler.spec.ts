import '../register.js';
import { changed, fitted, matrix } from '../shared/batches.fixture.js';
import { maxAbsScaler } from './max-abs-scaler.js';

const column = (...values: readonly number[]): ReturnType<typeof matrix> => matrix(...values.map((value) => [value]));
describe('maxAbsScaler', () => {
  it('sees all batches, and keeps 0', async () => {
    const transform = await fitted(maxAbsScaler({ clip: true }), column(1, NaN), column(-4), column(2));
    expect(await changed(transform, column(0, 2, -8))).toEqual({ shape: [3, 1], values: [0, 0.5, -1] });
  });
});
