import { resampler } from './resample.js';

const tone = (rate: number, length: number): Float64Array =>
  Float64Array.from({ length }, (_, at) => Math.sin((2 * Math.PI * 440 * at) / rate));

describe('resampler', () => {
  it.each([
    [10_000, 16_000],
    [10_000, 8000],
    [10_000, 11_025],
  ])('keeps a low tone: to %d from %d', (to, from) => {
    // prettier-ignore
    const resampled = resampler(to, from)(tone(from, from / 5));
    expect(resampled).toHaveLength(to / 5);
    const expected = tone(to, to / 5);
    // Beyond its ends a signal is 0.
    for (let at = to / 20; at < to / 7; at++) expect(resampled[at]).toBeCloseTo(expected[at]!, 2);
  });

  it('takes away what the lower rate cannot have', () => {
    const high = Float64Array.from({ length: 3200 }, (_, at) => Math.sin((2 * Math.PI * 7000 * at) / 16_000));
    const resampled = resampler(10_000, 16_000)(high);
    for (let at = 500; at < 1500; at++) expect(Math.abs(resampled[at]!)).toBeLessThan(0.005);
  });

  it('leaves a signal of the same rate as it is', () => {
    const signal = tone(10_000, 9);
    expect(resampler(10_000, 10_000)(signal)).toBe(signal);
  });
});
