import { ordersOf } from './best-order.js';

describe('ordersOf', () => {
  it('has each order once', () => {
    expect(ordersOf(0)).toEqual([[]]);
    for (const [size, count] of [
      [1, 1],
      [3, 6],
      [5, 120],
    ] as const) {
      // prettier-ignore
      const orders = ordersOf(size);
      expect(new Set(orders.map(String)).size).toBe(count);
      for (const order of orders) expect(order.toSorted()).toEqual(Array.from({ length: size }, (_, at) => at));
    }
  });
});
