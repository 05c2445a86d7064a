import { counted, median, summarise, timeRatio } from './bursts.mjs';

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

it('compares within rounds, so that a machine which slows down does not count', () => {
  const loop = [burst(0, 400), burst(1, 200), burst(2, 100)];
  const trainer = [burst(0, 200), burst(1, 100), burst(2, 50)];
  expect(timeRatio(trainer, loop)).toBe(2);
  expect(timeRatio(trainer.slice(0, 2), loop.slice(1))).toBe(2);
  expect(timeRatio(trainer.slice(0, 1), loop.slice(1))).toBeUndefined();
});

it('compares time of the processor over disturbed bursts too, where the system tells it', () => {
  const loop = [burst(0, 400), burst(1, 20, 0.9)].map((entry) => ({ ...entry, samplesPerTick: 4 }));
  const trainer = [burst(0, 400), burst(1, 40, 0.9)].map((entry, index) => ({ ...entry, samplesPerTick: 2 - index }));
  expect(timeRatio(trainer, loop, 'samplesPerTick')).toBe(3);
  expect(timeRatio(trainer, [burst(0, 400)], 'samplesPerTick')).toBeUndefined();
});
