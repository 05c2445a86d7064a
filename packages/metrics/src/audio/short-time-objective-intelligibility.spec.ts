import { MetricState } from '@lml/core';

import { shortTimeObjectiveIntelligibility } from './short-time-objective-intelligibility.js';

const speech = Array.from({ length: 6000 }, (_, at) => Math.sin(at ** 1.4 / 50) * (2 + Math.sin(at / 300)));
const noisy = speech.map((value, at) => value + 2 * Math.sin(at ** 2 / 7));

describe('shortTimeObjectiveIntelligibility', () => {
  it('falls with noise, and does not look at how loud a signal is', async () => {
    const state = new MetricState(shortTimeObjectiveIntelligibility({ fs: 10_000, reduction: 'none' }));
    await state.update([speech, noisy, noisy.map((value) => 9 * value)], [speech, speech, speech]);
    const [clean, worse, louder] = Array.from((state.compute() as { data: Float64Array }).data);
    expect(clean).toBeCloseTo(1, 8);
    expect(worse).toBeLessThan(0.9);
    expect(louder).toBeCloseTo(worse!, 8);
  });

  it('asks for a sampling rate', () => {
    expect(() => shortTimeObjectiveIntelligibility({ fs: 10 })).toThrow(/fs/);
    expect(() => shortTimeObjectiveIntelligibility({ fs: 16_000.5 })).toThrow(/fs/);
  });
});
