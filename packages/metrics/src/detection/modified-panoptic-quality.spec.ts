import { MetricState } from '@lml/core';

import { modifiedPanopticQuality } from './modified-panoptic-quality.js';
import { panopticQuality } from './panoptic-quality.js';

describe('modifiedPanopticQuality', () => {
  it('counts stuffs that overlap by less than a half, and things as before', async () => {
    const options = { things: [0], stuffs: [7] };
    const sides = [[[[7, 0], [0, 1], [0, 1], [0, 1]]], [[[7, 0], [7, 0], [7, 0], [0, 1]]]] as const; // prettier-ignore
    const [modified, plain] = [modifiedPanopticQuality(options), panopticQuality(options)].map(
      (one) => new MetricState(one),
    );
    await modified!.update(...sides);
    await plain!.update(...sides);
    expect(modified!.compute()).toBeCloseTo((1 / 3 + 0) / 2);
    expect(plain!.compute()).toBe(0);
  });
});
