import { circles } from './circles.js';
import { drawn, itDrawsAsScikitLearn } from './generators.fixture.js';

describe('circles', () => {
  itDrawsAsScikitLearn(circles, circles);

  it('has points at the radii of its circles', async () => {
    const { input, target } = await drawn(circles({ nSamples: 50, factor: 0.3 }));
    const points = input.data as Float64Array;
    (target.data as Int32Array).forEach((label, at) =>
      expect(Math.hypot(points[2 * at]!, points[2 * at + 1]!)).toBeCloseTo(label === 0 ? 1 : 0.3, 12),
    );
    expect(circles().classNames).toEqual(['outer', 'inner']);
  });

  it('refuses a factor that is no radius of an inner circle', () => {
    expect(() => circles({ factor: 1 })).toThrow(/factor: .*LML_INVALID_OPTIONS/s);
    expect(() => circles({ factor: -0.1 })).toThrow(/factor: /);
  });
});
