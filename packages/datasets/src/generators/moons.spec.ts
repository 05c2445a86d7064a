import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { moons } from './moons.js';

describe('moons', () => {
  itDrawsAsScikitLearn(moons, moons);

  it('has as many points in each class as it is told, in random order unless it is not shuffled', async () => {
    const { target } = await drawn(moons({ nSamples: [2, 3], shuffle: false }));
    expect(target.data).toEqual(Int32Array.of(0, 0, 1, 1, 1));
    const shuffled = await drawn(moons({ nSamples: [20, 30] }));
    expect(Array.from(shuffled.target.data as Int32Array).filter((label) => label === 1)).toHaveLength(30);
    expect(shuffled.target.data.slice(0, 20)).not.toEqual(new Int32Array(20));
    expect(moons().classNames).toEqual(['upper', 'lower']);
  });

  it('draws other noise with another seed, and the same with the same', async () => {
    const [one, again, other] = await Promise.all(
      [1, 1, 2].map((randomState) => drawn(moons({ noise: 0.1, randomState }))),
    );
    expect(again).toEqual(one);
    expect(other!.input).not.toEqual(one!.input);
  });

  it.each([
    [{ nSamples: 0 }, /nSamples: must be at least 1/],
    [{ nSamples: [0, 0] }, /nSamples: must add up to 1 or more/],
    [{ nSamples: [1, 2, 3] }, /nSamples: /],
    [{ nSamples: 2 ** 30 }, /nSamples: must leave at most 268435456 values to draw, got 1073741824 samples of 2/],
    [{ noise: -1 }, /noise: /],
    [{ randomState: 2 ** 32 }, /randomState: /],
    [{ factor: 0.5 }, /no such option/],
  ])('refuses %j', (options, message) => {
    expect(() => moons(options as never)).toThrow(message);
    expect(() => moons(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
