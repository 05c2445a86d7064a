import { MetricState } from '@lml/core';

import { signalDistortionRatio, type SignalDistortionRatioOptions } from './signal-distortion-ratio.js';

const noise = (at: number, seed: number): number =>
  ((Math.imul(at + 1, 2654435761) ^ Math.imul(seed, 0x9e3779b1)) >>> 20) / 2048 - 1;
const target = Array.from({ length: 400 }, (_, at) => noise(at, 1));

async function compute(prediction: number[], options: SignalDistortionRatioOptions, right = target): Promise<number> {
  const state = new MetricState(signalDistortionRatio(options));
  await state.update([prediction], [right]);
  return state.compute() as number;
}

describe('signalDistortionRatio', () => {
  it('forgives a filter that is short enough, but for the end that it moves out', async () => {
    const padded = [...target, ...Array.from({ length: 8 }, () => 0)];
    const filtered = padded.map((value, at) => 0.5 * value - 0.3 * (padded[at - 1] ?? 0) + 0.2 * (padded[at - 6] ?? 0));
    expect(await compute(filtered, { filterLength: 7 }, padded)).toBeGreaterThan(100);
    expect(await compute(filtered, { filterLength: 6 }, padded)).toBeLessThan(15);
  });

  it('does not look at how loud signals are, and has a value for what is right', async () => {
    const noisy = target.map((value, at) => value + 0.2 * noise(at, 7));
    const expected = await compute(noisy, { filterLength: 20 });
    expect(await compute(noisy.map((value) => 50 * value), { filterLength: 20 })).toBeCloseTo(expected, 4); // prettier-ignore
    expect(await compute(target, {})).toBeGreaterThan(100);
  });

  it('has no ratio for silence, or none at all with a little load', async () => {
    const silence = target.map(() => 0);
    expect(await compute(target, { filterLength: 4 }, silence)).toBeNaN();
    expect(await compute(target, { filterLength: 4, loadDiag: 0.1 }, silence)).toBe(-Infinity);
    expect(await compute(silence, { filterLength: 4 })).toBe(-Infinity);
  });

  it('weighs signals, keeps them, and refuses what does not fit', async () => {
    const pair = [target, target.map((value, at) => value + noise(at, 3))];
    const [one, other] = [
      await compute(pair[0]!, { filterLength: 2 }, pair[1]),
      await compute(pair[1]!, { filterLength: 2 }),
    ];
    const weighted = new MetricState(signalDistortionRatio({ filterLength: 2 }));
    await weighted.update([pair], [[pair[1]!, target]], { weight: [[3, 1]] });
    expect(weighted.compute()).toBeCloseTo((3 * one + other) / 4, 10);
    const kept = new MetricState(signalDistortionRatio({ filterLength: 2, reduction: 'none' }));
    await kept.update([pair], [[pair[1]!, target]]);
    expect(kept.compute()).toMatchObject({ shape: [2], data: Float64Array.of(one, other) });
    for (const right of [[target], [[target.slice(1)]]])
      await expect(kept.update([[target]], right as number[][])).rejects.toThrow(/of one shape, got prediction/);
    const misfit = weighted.update([pair], [pair], { weight: [1, 2] });
    await expect(misfit).rejects.toThrow(/Give one weight a sample, \[1\]/);
  });
});
