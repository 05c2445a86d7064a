import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { RandomState } from './random-state.js';

const seeds = fc.oneof(fc.nat(2 ** 32 - 1), fc.array(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 700 }));
const invalid = expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' });

describe('RandomState', () => {
  it('draws the words of NumPy, high word first', () => {
    const random = new RandomState(42);
    const words = Array.from({ length: 5 }, () => random.randomUint32());
    expect(words).toEqual([1608637542, 3421126067, 4083286876, 787846414, 3143890026]);
    const list = new RandomState(Uint32Array.of(1, 2, 3));
    expect([0, 0, 0].map(() => list.randomUint32())).toEqual([2619334238, 1552691353, 3808334787]);
    const wide = 0x5fe1dc66cbea3db3n & (2n ** 53n - 1n);
    expect(new RandomState(42).randint(0, 2 ** 53)).toBe(Number(wide));
  });

  it('equals the values of seed 42', () => {
    const random = (): RandomState => new RandomState(42);
    expect(random().randomSample(3)).toEqual(
      Float64Array.of(0.3745401188473625, 0.9507143064099162, 0.7319939418114051),
    );
    expect(random().random()).toBe(0.3745401188473625);
    const normals = [0.4967141530112327, -0.13826430117118466, 0.6476885381006925, 1.5230298564080254];
    random()
      .standardNormal(4)
      .forEach((value, i) => expect(Math.abs(value / normals[i]! - 1)).toBeLessThan(1e-15));
    expect(random().randint(0, 100, 8)).toEqual(Float64Array.of(51, 92, 14, 71, 60, 20, 82, 86));
    expect(random().permutation(10)).toEqual(Int32Array.of(8, 1, 5, 0, 7, 2, 9, 4, 3, 6));
    expect(random().choice(10, 5)).toEqual(Int32Array.of(6, 3, 7, 4, 6));
    expect(random().choice(4, 6, { p: [0.1, 0.2, 0.3, 0.4] })).toEqual(Int32Array.of(2, 3, 3, 2, 1, 1));
    const hash = createHash('sha256').update(new RandomState(7).permutation(50000).join(','));
    expect(hash.digest('hex')).toBe('43ea1c85b517361dac689d0e1356d2958d24ac1d9b24603978863a47acce650c');
  });

  it('permutes, shuffles and chooses alike in lists and typed arrays of any kind', () => {
    const order = [...new RandomState(3).permutation(7)];
    expect(new RandomState(3).permutation([0, 1, 2, 3, 4, 5, 6])).toEqual(order);
    expect(new RandomState(3).permutation(BigInt64Array.from(order.keys(), BigInt))).toEqual(
      BigInt64Array.from(order, BigInt),
    );
    const values = Float32Array.from(order.keys());
    new RandomState(3).shuffle(values);
    expect([...values]).toEqual(order);
    const chosen = [...new RandomState(3).choice(7, 9)];
    expect(new RandomState(3).choice(Uint8Array.from(order.keys()), 9)).toEqual(Uint8Array.from(chosen));
    expect(new RandomState(3).choice('abcdefg'.split(''), 9)).toEqual(chosen.map((i) => 'abcdefg'[i]));
  });

  it('leaves what it copies as it was', () => {
    const list = Object.freeze([3, 1, 2]);
    new RandomState(0).permutation(list);
    new RandomState(0).choice(list, 2, { replace: false });
    expect(list).toEqual([3, 1, 2]);
    // Its `slice` would share memory.
    const bytes = Buffer.from('abcdef');
    expect(String(new RandomState(0).permutation(bytes))).not.toBe('abcdef');
    expect(String(bytes)).toBe('abcdef');
  });

  it('takes probabilities of float32, whose sum is less exact', () => {
    const p = new Float32Array(3).fill(1 / 3);
    expect(new RandomState(0).choice(3, 2, { p })).toHaveLength(2);
    expect(() => new RandomState(0).choice(3, 2, { p: Array.from(p) })).toThrow(/sum of p must be 1, got/);
  });

  it('gives permutations', () => {
    fc.assert(
      fc.property(seeds, fc.nat(300), (seed, length) => {
        const order = new RandomState(seed).permutation(length);
        expect(order.sort()).toEqual(Int32Array.from({ length }, (_, i) => i));
      }),
    );
  });

  it('stays within bounds', () => {
    const bound = fc.integer({ min: -(2 ** 53), max: 2 ** 53 });
    fc.assert(
      fc.property(seeds, bound, bound, (seed, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b, Math.min(a, b) + 1)];
        fc.pre(low < high);
        const values = new RandomState(seed).randint(low, high, 20);
        expect(values.every((value) => Number.isInteger(value) && value >= low && value < high)).toBe(true);
      }),
    );
  });

  it('goes on from a saved state as if it had never stopped', () => {
    fc.assert(
      fc.property(seeds, fc.nat(2000), (seed, draws) => {
        const random = new RandomState(seed);
        random.standardNormal(draws);
        const resumed = new RandomState(0);
        resumed.setState(JSON.parse(JSON.stringify(random.getState())));
        expect(resumed.standardNormal(5)).toEqual(random.standardNormal(5));
        expect(resumed.permutation(50)).toEqual(random.permutation(50));
        expect(resumed.getState()).toEqual(random.getState());
      }),
    );
  });

  it('names a wrong argument', () => {
    const random = new RandomState(0);
    const before = random.getState();
    const wrong: [RegExp, () => unknown][] = [
      [/seed must be an integer from 0 to 4294967295, got '1'/, () => new RandomState('1' as unknown as number)],
      [/seed\[1\] must be an integer/, () => new RandomState([1, NaN])],
      [/n must be a whole number/, () => random.randomSample(-1)],
      [/n must be a whole number/, () => random.permutation(1.5)],
      [/high - low must be a finite number/, () => random.uniform(-1e308, 1e308, 1)],
      [/low must be a finite number/, () => random.uniform(NaN, 1, 1)],
      [/low must be an integer/, () => random.randint(0.5, 3)],
      [/mean must be a number from 0 to 2⁵⁰, got -1/, () => random.poisson(-1, 1)],
      [/mean must be a number from 0 to 2⁵⁰, got NaN/, () => random.poisson(NaN, 1)],
      [/standardDeviation must be/, () => random.normal(0, NaN, 1)],
      [/array must be an array or a typed array/, () => random.shuffle('abc' as unknown as string[])],
      [/p\[1\] must be a number, 0 or more, got NaN/, () => random.choice(2, 1, { p: [1, NaN] })],
      [/state must be what/, () => random.setState({ ...before, key: [1] })],
      [/state.key\[0\] must be/, () => random.setState({ ...before, key: before.key.map(() => -1) })],
      [/state.position must be/, () => random.setState({ ...before, position: 625 })],
      [/state.cachedGaussian must be/, () => random.setState({ ...before, cachedGaussian: NaN })],
    ];
    for (const [message, run] of wrong) {
      expect(run).toThrow(message);
      expect(run).toThrow(invalid);
    }
    expect(random.getState()).toEqual(before);
  });
});
