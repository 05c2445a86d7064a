import '../register.js';

import golden from '../goldens/patient.json' with { type: 'json' };
import { patient } from './patient.js';
import { verdicts, type PrunerGolden } from './pruner-goldens.fixture.js';

const { cases, ...rest } = golden as unknown as PrunerGolden;

describe('patient', () => {
  it.each(cases)('ends what Optuna ends: $name', ({ input, options, expected }) => {
    expect(verdicts(patient(options as never), { cases, ...rest }, input)).toEqual(expected.hopeless);
  });

  it('is compared where something is ended, and something is not', () => {
    const all = cases.flatMap(({ expected }) => expected.hopeless.flat());
    const ended = all.filter(Boolean).length;
    expect(ended / all.length).toBeGreaterThan(0.05);
    expect(ended / all.length).toBeLessThan(0.95);
  });

  it('ends nothing before the other pruner has a plan', () => {
    const pruner = patient({ pruner: 'median', patience: 0 });
    expect(pruner.plan({ curves: [[1], [2]], mode: 'min' })).toBeUndefined();
    expect(pruner.plan({ curves: [[1], [2], [3], [4], [5]], mode: 'max' })).toEqual([3]);
  });

  it('refuses patience below 0, and what is no pruner', () => {
    expect(() => patient({ patience: -1 })).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => patient({ patience: 1, pruner: 'grid' as never })).toThrow("'grid'");
  });
});
