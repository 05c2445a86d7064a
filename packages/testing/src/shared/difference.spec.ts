import { difference } from './difference.js';

describe('difference', () => {
  it.each([
    [NaN, NaN],
    [0, -0],
    [Float32Array.of(1, NaN), Float32Array.of(1, NaN)],
    [{ a: [1n, 'b', null, undefined] }, { a: [1n, 'b', null, undefined] }],
    [new Map([['a', 1]]), new Map([['a', 1]])],
    [() => 1, () => 2],
  ])('is none between %p and %p', (a, b) => {
    expect(difference(a, b)).toBeUndefined();
  });

  it.each<[unknown, unknown, string]>([
    [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, '2 and 3 at a.b.1'],
    [{ a: 1 }, { b: 1 }, 'something and nothing at a'],
    [{ a: 1 }, { a: 1, b: 2 }, '1 and 2 entries'],
    [Float32Array.of(1), Float64Array.of(1), 'a Float32Array and a Float64Array'],
    [{ data: Float32Array.of(1, 2) }, { data: Float32Array.of(1, 4) }, '2 and 4 at data.1'],
    [Float32Array.of(1), Float32Array.of(1, 2), '1 and 2 values'],
    [{ a: 'b' }, { a: null }, "'b' and null at a"],
    [new Map([['a', 1]]), new Map([['a', 2]]), '1 and 2 at a'],
  ])('between %p and %p is named', (a, b, expected) => {
    expect(difference(a, b)).toBe(expected);
  });

  it('allows a tolerance relative to large numbers, absolute to small ones', () => {
    expect(difference(1e6, 1e6 + 1, 1e-5)).toBeUndefined();
    expect(difference([1e-9], [0], 1e-5)).toBeUndefined();
    expect(difference(1, 1.1, 1e-5)).toBe('1 and 1.1');
    expect(difference(1, NaN, 1)).toBe('1 and NaN');
  });
});
