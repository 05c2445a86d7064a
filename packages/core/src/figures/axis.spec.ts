import { boundsOf, linearAxis, logAxis, type Axis } from './axis.js';

const labels = ({ ticks }: Axis): string[] => ticks.map(({ label }) => label);

describe('An axis', () => {
  it.each<[number, number, string[]]>([
    [0, 1, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [0.123, 0.987, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [-3, 42, ['-10', '0', '10', '20', '30', '40', '50']],
    [0, 9.7e5, ['0', '200000', '400000', '600000', '800000', '1e6']],
    [1.2e-9, 4.1e-9, ['1e-9', '1.5e-9', '2e-9', '2.5e-9', '3e-9', '3.5e-9', '4e-9', '4.5e-9']],
    [1_000_001, 1_000_005, ['1.000001e6', '1.000002e6', '1.000003e6', '1.000004e6', '1.000005e6']],
    [12.34561, 12.34563, ['12.34561', '12.345615', '12.34562', '12.345625', '12.34563'].map((label) => Number(label).toFixed(6))], // prettier-ignore
  ])('from %d to %d has round numbers around what it shows', (low, high, expected) => {
    const axis = linearAxis([low, high]);
    expect(axis.at(low)).toBeGreaterThan(-1e-9);
    expect(axis.at(high)).toBeLessThan(1 + 1e-9);
    expect([axis.at(axis.low), axis.at((axis.low + axis.high) / 2), axis.at(axis.high)]).toEqual([0, expect.closeTo(0.5), 1]); // prettier-ignore
    expect(labels(axis).map(Number)).toEqual(expected.map(Number));
    expect(new Set(labels(axis)).size).toBe(expected.length);
  });

  it.each([
    [-1e300, 1e300],
    [0, 5e-324],
    [1e16, 1e16 + 2],
    [0.1, 0.1 + 2 ** -55],
  ])('from %d to %d has its ends at least', (low, high) => {
    const { ticks, at } = linearAxis([low, high]);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThan(12);
    for (const { value } of ticks) expect(at(value)).toBeGreaterThanOrEqual(0);
    for (const { value } of ticks) expect(at(value)).toBeLessThanOrEqual(1);
  });

  it('of equal ratios has powers of ten, and numbers between them where there are few', () => {
    const wide = logAxis([1e-8, 3, -1, 0]);
    expect([wide.low, wide.high]).toEqual([1e-8, 10]);
    expect(wide.at(1e-4) - wide.at(1e-6)).toBeCloseTo(wide.at(1) - wide.at(1e-2));
    expect(labels(wide).map(Number)).toEqual([1e-8, 1e-6, 1e-4, 0.01, 1]);
    expect(labels(logAxis([0.003, 0.04]))).toEqual(['0.001', '0.002', '0.005', '0.01', '0.02', '0.05', '0.1']);
    expect(labels(logAxis([]))).toContain('1');
  });

  it('has room around a single number, and leaves out what is none', () => {
    expect(boundsOf([NaN, 2, Infinity, 5])).toEqual([2, 5]);
    expect(boundsOf([3])).toEqual([2.7, 3.3]);
    expect(boundsOf([0])).toEqual([-0.5, 0.5]);
    expect(boundsOf([NaN])).toEqual([0, 1]);
  });
});
