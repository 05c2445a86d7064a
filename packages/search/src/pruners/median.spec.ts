import golden from '../goldens/median.json' with { type: 'json' };
import { median } from './median.js';
import { verdicts, type PrunerGolden } from './pruner-goldens.fixture.js';

const { cases, ...rest } = golden as unknown as PrunerGolden;

describe('median', () => {
  it.each(cases)('ends what Optuna ends: $name', ({ input, options, expected }) => {
    expect(verdicts(median(options as never), { cases, ...rest }, input)).toEqual(expected.hopeless);
  });

  it('is compared where something is ended, and something is not', () => {
    const all = cases.flatMap(({ expected }) => expected.hopeless.flat());
    const ended = all.filter(Boolean).length;
    expect(ended / all.length).toBeGreaterThan(0.05);
    expect(ended / all.length).toBeLessThan(0.95);
  });

  it('waits for five trials where nothing else is said', () => {
    const curves = [[1], [2], [3], [4]];
    expect(median().plan({ curves, mode: 'min' })).toBeUndefined();
    expect(median().plan({ curves: [...curves, [5]], mode: 'min' })).toEqual([3]);
  });
});
