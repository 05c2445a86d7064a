import { createArrayPool } from './array-pool.js';

describe('a pool of arrays', () => {
  it('lends what was given back to those that want the same type and length', () => {
    const pool = createArrayPool();
    const first = pool.lend();
    const array = first.allocate('float32', 3);
    expect(array).toEqual(new Float32Array(3));
    first.giveBack();
    const second = pool.lend();
    expect(second.allocate('int32', 3)).toEqual(new Int32Array(3));
    expect(second.allocate('float32', 4)).toEqual(new Float32Array(4));
    expect(second.allocate('float32', 3)).toBe(array);
    expect(second.allocate('float32', 3)).not.toBe(array);
  });

  it('never lends one array twice at a time, also if it is given back twice', () => {
    const pool = createArrayPool();
    const loan = pool.lend();
    loan.allocate('bool', 2);
    loan.giveBack();
    loan.giveBack();
    const others = [pool.lend(), pool.lend()].map(({ allocate }) => allocate('bool', 2));
    expect(others[0]).not.toBe(others[1]);
  });
});
