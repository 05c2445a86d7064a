import { MetricState } from '@lml/core';

import { signalNoiseRatio } from './signal-noise-ratio.js';
import { sourceAggregatedSignalDistortionRatio } from './source-aggregated-signal-distortion-ratio.js';

describe('sourceAggregatedSignalDistortionRatio', () => {
  it('counts a silent source no more than its error', async () => {
    const [prediction, target] = [[[[3, 4], [0, 0.05]]], [[[3, 5], [0, 0]]]]; // prettier-ignore
    const [together, apart] = [
      new MetricState(sourceAggregatedSignalDistortionRatio({ scaleInvariant: false })),
      new MetricState(signalNoiseRatio()),
    ];
    for (const state of [together, apart]) await state.update(prediction, target);
    expect(together.compute()).toBeCloseTo(10 * Math.log10(34 / 1.0025), 4);
    expect(apart.compute()).toBeLessThan(0);
  });
});
