import { averageRanks, sortedOrder } from './sorted-order.js';

describe('sortedOrder', () => {
  it('sorts by value, then by the other values, then by place, with infinities at the ends', () => {
    const values = Float32Array.of(2, Infinity, 1, 2, -Infinity, Infinity, 2);
    expect([...sortedOrder(values)]).toEqual([4, 2, 0, 3, 6, 1, 5]);
    expect([...sortedOrder(values, Float32Array.of(5, 1, 0, 3, 0, 0, 4))]).toEqual([4, 2, 3, 6, 0, 5, 1]);
  });
});

describe('averageRanks', () => {
  it('gives equal values the mean of their ranks', () => {
    expect([...averageRanks(Float32Array.of(2, 1, 2, 5, 2))]).toEqual([3, 1, 3, 5, 3]);
    expect([...averageRanks(new Float32Array(0))]).toEqual([]);
  });
});
