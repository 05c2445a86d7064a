import fc from 'fast-check';
import { RandomStreams } from './random-streams.js';

const random = new RandomStreams(42);
const times = <Value>(length: number, draw: () => Value): Value[] => Array.from({ length }, draw);

describe('RandomStreams.at', () => {
  it('draws what the stream gives at once', () => {
    const length = 20_001;
    const at = () => random.at('a', 3);
    const same = (draw: () => number, expected: ArrayLike<number>): void =>
      expect(times(length, draw)).toEqual(Array.from(expected));
    const [words, uniforms, normals, integers] = [at(), at(), at(), at()];
    same(() => words.uint32(), random.uint32('a', 3, length));
    same(() => uniforms.uniform(), random.uniform('a', 3, length));
    same(() => Math.fround(normals.normal(1, 2)), random.normal('a', 3, length, 1, 2));
    same(() => integers.integer(7), random.integers('a', 3, length, 7));
    const order = times(50, () => 0).map((_, i) => i);
    at().shuffle(order);
    expect(order).toEqual([...random.permutation('a', 3, 50)]);
  });

  it('draws in the order of its calls and not of another generator', () => {
    const [one, two] = [random.at('a', 0), random.at('a', 0)];
    const draw = ({ normal, boolean, integer, uniform }: typeof one): unknown[] => [
      normal(),
      boolean(),
      integer(9),
      uniform(),
    ];
    const first = draw(one);
    random.at('b', 0).normal();
    expect(draw(two)).toEqual(first);
    expect(draw(one)).toEqual(draw(two));
    expect(draw(one)).not.toEqual(first);
  });

  it('stays within bounds', () => {
    const bound = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.nat(), bound, bound, fc.integer({ min: 1, max: 2 ** 32 }), (step, a, b, limit) => {
        const generator = random.at('bounds', step);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const value = generator.uniform(low, high);
        expect(value >= low && (value < high || low === high)).toBe(true);
        expect(generator.integer(limit)).toBeLessThan(limit);
      }),
    );
  });

  it('is true as often as asked', () => {
    const generator = random.at('coin', 0);
    const count = times(10_000, () => generator.boolean(0.2)).filter(Boolean).length;
    expect(Math.abs(count - 2000)).toBeLessThan(7 * Math.sqrt(10_000 * 0.2 * 0.8));
    expect(times(100, () => generator.boolean(0)).some(Boolean)).toBe(false);
    expect(times(100, () => generator.boolean(1)).every(Boolean)).toBe(true);
  });

  it('names a wrong argument', () => {
    const generator = random.at('a', 0);
    expect(() => generator.uniform(1, 0)).toThrow(/high must be at least low \(1\), got 0/);
    expect(() => generator.uniform(0, Infinity)).toThrow(/high - low must be a finite number/);
    expect(() => generator.normal(0, -1)).toThrow(/standardDeviation/);
    expect(() => generator.integer(2.5)).toThrow(/high must be an integer from 1 to 4294967296/);
    expect(() => generator.boolean(2)).toThrow(/probability must be a number from 0 to 1/);
    expect(() => generator.shuffle({} as unknown[])).toThrow(/array must be an array or a typed array/);
  });
});
