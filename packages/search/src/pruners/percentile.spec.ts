import golden from '../goldens/percentile.json' with { type: 'json' };
import { percentile } from './percentile.js';
import { verdicts, type PrunerGolden } from './pruner-goldens.fixture.js';

const { cases, ...rest } = golden as unknown as PrunerGolden;

describe('percentile', () => {
  it.each(cases)('ends what Optuna ends: $name', ({ input, options, expected }) => {
    expect(verdicts(percentile(options as never), { cases, ...rest }, input)).toEqual(expected.hopeless);
  });

  it('is compared where something is ended, and something is not', () => {
    const all = cases.flatMap(({ expected }) => expected.hopeless.flat());
    const ended = all.filter(Boolean).length;
    expect(ended / all.length).toBeGreaterThan(0.05);
    expect(ended / all.length).toBeLessThan(0.95);
  });

  it('has a plan once enough trials are completed', () => {
    const pruner = percentile({ percentile: 50, nStartupTrials: 2 });
    expect(pruner.plan({ curves: [[1]], mode: 'min' })).toBeUndefined();
    expect(pruner.plan({ curves: [[1], [2, 3]], mode: 'min' })).toEqual([1.5, 3]);
  });

  it.each([-1, 101, NaN])('refuses %d', (share) => {
    expect(() => percentile({ percentile: share })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
  });
});
