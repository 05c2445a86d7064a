import fc from 'fast-check';
import { RandomStreams } from './random-streams.js';

const seeds = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const steps = fc.nat(Number.MAX_SAFE_INTEGER);
const streams = fc.string({ unit: 'grapheme' });
const probabilities = fc.double({ min: 0, max: 1, noNaN: true });
const bounds = fc.float({ noNaN: true, noDefaultInfinity: true });

describe('RandomStreams', () => {
  it('takes small seeds as numbers and as bigints', () => {
    expect(new RandomStreams(2 ** 40 + 1).uint32('a', 0, 4)).toEqual(
      new RandomStreams(2n ** 40n + 1n).uint32('a', 0, 4),
    );
    expect(new RandomStreams(7)).toMatchObject({ seed: 7, key: [7, 0] });
  });

  it('gives the beginning of a long request for a short one, whatever was drawn before', () => {
    fc.assert(
      fc.property(seeds, streams, steps, fc.nat(40), fc.nat(40), (seed, stream, step, length, more) => {
        const random = new RandomStreams(seed);
        const draws = (each: RandomStreams, n: number): ArrayLike<number>[] => [
          each.uint32(stream, step, n),
          each.uniform(stream, step, n, -2, 3),
          each.normal(stream, step, n, 1, 2),
          each.mask(stream, step, n, 0.3),
          each.integers(stream, step, n, 1000),
        ];
        const long = draws(random, length + more).map((values) => Array.from(values).slice(0, length));
        const short = draws(new RandomStreams(seed), length);
        expect(short.map((values) => Array.from(values))).toEqual(long);
      }),
    );
  });

  it('differs by seed, stream and step', () => {
    const draw = (seed: number, stream: string, step: number): string =>
      new RandomStreams(seed).uint32(stream, step, 4).join();
    const draws = [draw(0, 'a', 0), draw(1, 'a', 0), draw(2 ** 32, 'a', 0), draw(0, 'b', 0), draw(0, 'a', 1)];
    expect(new Set([...draws, draw(0, 'a', 2 ** 32)]).size).toBe(6);
  });

  it('draws uniforms from their interval', () => {
    fc.assert(
      fc.property(seeds, bounds, bounds, (seed, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const values = new RandomStreams(seed).uniform('u', 0, 50, low, high);
        expect(values.every((value) => value >= low && (value < high || low === high))).toBe(true);
      }),
    );
    // Between two neighbouring float32 there is nothing to draw but the lower one.
    expect(new Set(new RandomStreams(0).uniform('u', 0, 100, 1, 1 + 2 ** -23))).toEqual(new Set([1]));
  });

  it('draws normals of the given mean and standard deviation', () => {
    const length = 40_000;
    fc.assert(
      fc.property(seeds, (seed) => {
        const values = new RandomStreams(seed).normal('n', 0, length, 3, 2);
        const mean = values.reduce((sum, value) => sum + value, 0) / length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / length;
        expect(Math.abs(mean - 3)).toBeLessThan((7 * 2) / Math.sqrt(length));
        expect(Math.abs(variance / 4 - 1)).toBeLessThan(7 * Math.sqrt(2 / length));
      }),
      { numRuns: 20 },
    );
  });

  it('makes masks of two values, whose mean is 1', () => {
    const length = 20_001;
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 0.9, noNaN: true }), (seed, p) => {
        const values = new RandomStreams(seed).mask('m', 0, length, p);
        const kept = Math.fround(1 / (1 - p));
        expect(values.every((value) => value === 0 || value === kept)).toBe(true);
        const mean = values.reduce((sum, value) => sum + value, 0) / length;
        const deviation = Math.sqrt(p / (1 - p) / length);
        expect(Math.abs(mean - 1)).toBeLessThan(7 * deviation + 2 ** -16 / (1 - p));
      }),
      { numRuns: 50 },
    );
    expect(new RandomStreams(0).mask('m', 0, 5, 0)).toEqual(Float32Array.of(1, 1, 1, 1, 1));
    expect(new RandomStreams(0).mask('m', 0, 5, 1)).toEqual(new Float32Array(5));
  });

  it('makes finite masks for every probability', () => {
    fc.assert(
      fc.property(probabilities, (p) => {
        expect(new RandomStreams(1).mask('m', 0, 9, p).every(Number.isFinite)).toBe(true);
      }),
    );
  });

  it('draws every integer equally often', () => {
    const counts = new Float64Array(6);
    for (const value of new RandomStreams(5).integers('die', 0, 60_000, 6)) counts[value]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(7 * Math.sqrt((60_000 * 5) / 36));
  });

  it('gives permutations', () => {
    fc.assert(
      fc.property(seeds, fc.nat(300), (seed, length) => {
        const order = new RandomStreams(seed).permutation('p', 0, length);
        expect(order.sort()).toEqual(Int32Array.from({ length }, (_, i) => i));
      }),
    );
  });

  it('names a wrong argument', () => {
    const random = new RandomStreams(0);
    const wrong: [RegExp, () => unknown][] = [
      [/seed must be an integer from 0/, () => new RandomStreams(-1)],
      [/seed must be .* got 1.5/, () => new RandomStreams(1.5)],
      [/seed must be .* got 18446744073709551616n/, () => new RandomStreams(2n ** 64n)],
      [/stream must be a name, got 3/, () => random.at(3 as unknown as string, 0)],
      [/step must be a whole number, 0 or more, got -1/, () => random.uint32('a', -1, 1)],
      [/length must be a whole number/, () => random.uniform('a', 0, NaN)],
      [/high must be a finite number/, () => random.uniform('a', 0, 1, 0, 1e39)],
      [/high must be at least low \(2\)/, () => random.uniform('a', 0, 1, 2, 1)],
      [/standardDeviation must be/, () => random.normal('a', 0, 1, 0, -1)],
      [/dropProbability must be a number from 0 to 1, got 1.1/, () => random.mask('a', 0, 1, 1.1)],
      [/high must be an integer from 1 to 2147483648/, () => random.integers('a', 0, 1, 0)],
    ];
    for (const [message, run] of wrong) {
      expect(run).toThrow(message);
      expect(run).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
    }
  });
});
