import { areBatchesCrossed } from '../engine.js';

describe('areBatchesCrossed', () => {
  it.each([
    [[2, 3], [3, 4], false],
    [[5, 2, 3], [3, 4], false],
    [[2, 5, 2, 3], [1, 5, 3, 4], false],
    [[2, 1, 2, 3], [1, 2, 3, 4], true],
    [[2, 3, 1, 1], [2, 1, 1, 1], true],
    [[0, 2, 3], [1, 3, 4], true],
  ])('says of %j and %j: %j', (a, b, isCrossed) => {
    expect(areBatchesCrossed(a, b)).toBe(isCrossed);
    expect(areBatchesCrossed(b, a)).toBe(isCrossed);
  });
});
