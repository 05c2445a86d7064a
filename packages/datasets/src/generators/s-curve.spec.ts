import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';
import { sCurve } from './s-curve.js';

describe('s-curve', () => {
  itDrawsAsScikitLearn(sCurve, sCurve);

  it('has two half circles, one above the other', async () => {
    const { input } = await drawn(sCurve({ nSamples: 30 }));
    const points = input.data as Float64Array;
    for (let at = 0; at < points.length; at += 3) {
      const [x, , z] = points.subarray(at, at + 3);
      expect(Math.hypot(x!, Math.abs(z!) - 1)).toBeCloseTo(1, 10);
    }
  });
});
