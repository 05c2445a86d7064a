import { eager, MissingFeatureError } from '@lml/core';
import { gradientCases, gradientTargets, type GradientTarget } from '@lml/core/gradients';

import { checkEverywhere } from './check-everywhere.js';

const [cpu] = gradientTargets('cpu');
const tanh = gradientCases.filter(({ name }) => name === 'tanh');
const absent: GradientTarget = {
  name: 'absent',
  start: () => Promise.reject(new MissingFeatureError('It needs an accelerator.')),
};

/** Checks, and gives what was told of targets. */
async function checked(targets: readonly GradientTarget[], isNamed: boolean, cases = tanh): Promise<unknown[]> {
  const lines: string[] = [];
  const onTarget = (told: readonly string[]): void => void lines.push(...told);
  return [await checkEverywhere(targets, isNamed, { onTarget }, cases), lines];
}

describe('checkEverywhere', () => {
  it('gives what became of each case on each target, and passes over what is missing here', async () => {
    expect(await checked([absent, cpu!], false)).toEqual([
      [{ name: 'tanh', engine: 'eager (cpu)', passed: true }],
      [
        expect.stringMatching(/^absent {14}missing: It needs an accelerator\./),
        expect.stringMatching(/^eager \(cpu\) {9}1 passed$/),
      ],
    ]);
  });

  it('tells of each check as it comes', async () => {
    const told: unknown[] = [];
    await checkEverywhere([cpu!], true, { onCheck: ({ name }, index, count) => told.push([name, index, count]) }, tanh);
    expect(told).toEqual([['tanh', 1, 1]]);
  });

  it('throws where what was named is missing', async () => {
    await expect(checked([absent], true)).rejects.toMatchObject({ code: 'LML_MISSING_FEATURE' });
    expect((await checked([absent, cpu!], true))[0]).toHaveLength(1);
  });

  it('counts what is wrong as failed: a gradient, or an engine that does not start', async () => {
    const wrong = tanh.map((each) => ({ ...each, name: 'never refused', refused: 'Tanh' }));
    const broken: GradientTarget = {
      name: 'broken',
      start: () => Promise.resolve(Object.assign(eager(), { setup: () => Promise.reject(new Error('no')) })),
    };
    expect(await checked([cpu!, broken], false, wrong)).toEqual([
      [
        { name: 'never refused', engine: 'eager (cpu)', passed: false, error: expect.any(String) as string },
        { name: 'all that follow', engine: 'broken', passed: false, error: 'Error: no' },
      ],
      ['eager (cpu)         0 passed, 1 failed', 'broken              0 passed, 1 failed'],
    ]);
  });
});
