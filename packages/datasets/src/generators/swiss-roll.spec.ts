import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { swissRoll } from './swiss-roll.js';

describe('swiss-roll', () => {
  itDrawsAsScikitLearn(swissRoll, swissRoll);

  it('has its points at the places along the roll', async () => {
    const { input, target } = await drawn(swissRoll({ nSamples: 20, hole: true }));
    (target.data as Float64Array).forEach((place, at) => {
      const [x, , z] = (input.data as Float64Array).subarray(3 * at, 3 * at + 3);
      expect(Math.hypot(x!, z!)).toBeCloseTo(place, 10);
    });
  });
});
