import golden from '../goldens/threshold.json' with { type: 'json' };
import { threshold } from './threshold.js';
import { verdicts, type PrunerGolden } from './pruner-goldens.fixture.js';

const { cases, ...rest } = golden as unknown as PrunerGolden;

describe('threshold', () => {
  it.each(cases)('ends what Optuna ends: $name', ({ input, options, expected }) => {
    expect(verdicts(threshold(options as never), { cases, ...rest }, input)).toEqual(expected.hopeless);
  });

  it('is compared where something is ended, and something is not', () => {
    const all = cases.flatMap(({ expected }) => expected.hopeless.flat());
    const ended = all.filter(Boolean).length;
    expect(ended / all.length).toBeGreaterThan(0.05);
    expect(ended / all.length).toBeLessThan(0.95);
  });

  it('refuses no bound, and bounds that leave nothing', () => {
    expect(() => threshold({})).toThrow('must have lower, upper or both');
    expect(() => threshold({ lower: 2, upper: 1 })).toThrow('must not be above upper');
  });
});
