import { counted, median, quantile, summarise, timeRatio } from './bursts.mjs';

/**
 * @param {number} round
 * @param {number} samplesPerSecond
 * @param {number} [foreignLoad]
 */
const burst = (round, samplesPerSecond, foreignLoad = 0) => ({ round, samplesPerSecond, foreignLoad });

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([9, 10, 1])).toBe(9);
  expect(median([9, 10, 1, 2])).toBe(5.5);
});

it('leaves disturbed bursts out where at least half were quiet, and else none', () => {
  const quiet = [burst(0, 100), burst(1, 110, 0.1)];
  expect(counted([...quiet, burst(2, 10, 0.5), burst(3, 20, 0.11)])).toEqual(quiet);
  const noisy = [burst(0, 100), burst(1, 50, 0.2), burst(2, 10, 0.5)];
  expect(counted(noisy)).toEqual(noisy);
});

it('sums bursts up by medians of those that count', () => {
  const bursts = [burst(0, 100, 0.02), burst(1, 120, 0.04), burst(2, 10, 0.5)];
  expect(summarise(bursts)).toEqual({ samplesPerSecond: 110, foreignLoad: 0.03, quietBursts: 2 });
});

it('knows no load where the system does not tell', () => {
  const bursts = [{ round: 0, samplesPerSecond: 7, foreignLoad: undefined }];
  expect(summarise(bursts)).toEqual({ samplesPerSecond: 7, foreignLoad: undefined, quietBursts: 1 });
});

it('finds what lies below a share of all, between two values where need be', () => {
  expect([0, 0.25, 0.5, 1].map((share) => quantile([4, 1, 2, 3, 5], share))).toEqual([1, 2, 3, 5]);
  expect(quantile([10, 20], 0.25)).toBe(12.5);
  expect(quantile([7], 0.75)).toBe(7);
});

it('compares the time of a turn with that before and after it, so that a machine which slows down does not count', () => {
  expect(timeRatio({ trainer: 100, loop: [110, 110] })).toBeCloseTo(1.1);
  expect(timeRatio({ trainer: 75, loop: [100, 60] })).toBeCloseTo(1);
});
