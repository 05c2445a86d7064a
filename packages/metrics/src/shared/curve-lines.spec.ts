import { areaBelow, heightsOf, meanLine, partBetween } from './curve-lines.js';

const line = (x: number[], y: number[]) => ({ x: Float64Array.from(x), y: Float64Array.from(y) });

describe('heightsOf', () => {
  it('is straight between points, level beyond the ends, and the last of those above each other', () => {
    const steps = line([0, 1, 1, 2], [0, 1, 3, 5]);
    expect(Array.from(heightsOf(steps, Float64Array.of(-1, 0.5, 1, 1.5, 2, 3)))).toEqual([0, 0.5, 3, 4, 5, 5]);
  });
});

describe('partBetween', () => {
  it('has points at both ends', () => {
    expect(partBetween(line([0, 1, 2], [0, 2, 2]), 0.5, 1.5)).toEqual(line([0.5, 1, 1.5], [1, 2, 2]));
    expect(areaBelow(partBetween(line([0, 1, 2], [0, 2, 2]), 0.5, 1.5))).toBe(0.75 + 1);
  });
});

describe('meanLine', () => {
  it('has the mean height wherever a line has a point, without those that are not defined', () => {
    const mean = meanLine([line([0, 2], [0, 2]), line([0, 1, 2], [1, NaN, 3])]);
    expect(mean).toEqual(line([0, 0, 2, 2], [0.5, 0.5, 2.5, 2.5]));
  });
});
