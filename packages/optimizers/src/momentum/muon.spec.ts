import { descend } from '../shared/quadratic.fixture.js';
import { muon } from './muon.js';
import { sgd } from './sgd.js';

const wide = { kernel: [1, -2, 3, 4, -5, 6] };

describe('muon', () => {
  it('takes matrices, and leaves the rest and what is excluded to another optimizer', () => {
    const optimizer = muon({ others: sgd({ lr: 0.5, momentum: 0.5 }), exclude: ['head/*'] });
    const start = { ...wide, bias: [1, 2], 'head/kernel': [1, 2, 3, 4] };
    const { slots, parameters } = descend(optimizer, start, 1, { kernel: [2, 3], 'head/kernel': [2, 2] });
    expect(Object.keys(slots)).toEqual(['momentumBuffer/kernel', 'momentumBuffer/bias', 'momentumBuffer/head/kernel']);
    expect(parameters['bias']).toEqual([0.5, 0]);
    expect(parameters['head/kernel']).toEqual([0.5, 0, -1.5, -4]);
    expect(optimizer.base).toEqual({
      lr: 0.001,
      momentum: 0.95,
      weightDecay: 0.1,
      'lr@others': 0.5,
      'momentum@others': 0.5,
    });
  });

  it('has the rest follow a schedule, and groups', () => {
    const optimizer = muon({ others: sgd({ lr: 0.5 }), groups: [{ match: 'kernel', lr: 0.1 }] });
    const scheduled = optimizer.hyper(0, { ...optimizer.base, lr: 1, 'lr@others': 2, 'lr@kernel': 3 });
    expect(scheduled).toMatchObject({ lr: 1, 'lr@others': 2, 'lr@kernel': 3 });
    const { parameters } = descend(optimizer, { ...wide, bias: [4] }, 1, { kernel: [2, 3] });
    expect(parameters['bias']).toEqual([2]);
  });

  it('refuses a group of what the rest takes', () => {
    const optimizer = muon({ groups: [{ match: 'bias', lr: 50 }] });
    const run = (): unknown => descend(optimizer, { ...wide, bias: [4] }, 1, { kernel: [2, 3] });
    expect(run).toThrow(/match of a group must be a pattern of names of parameters: kernel, got 'bias'/);
  });

  it.each([
    ['wide', [2, 3]],
    ['tall', [3, 2]],
  ])('makes a %s step orthogonal', (_, shape) => {
    // These coefficients converge to singular values of 1.
    const options = { lr: 1, weightDecay: 0, nsSteps: 40, nsCoefficients: [2, -1.5, 0.5] as const };
    const { parameters } = descend(muon(options), wide, 1, { kernel: [...shape] });
    const ratio = Math.sqrt(Math.max(1, shape[1]! / shape[0]!));
    const step = wide.kernel.map((value, index) => (value - parameters['kernel']![index]!) / ratio);
    const [rows, columns] = shape as [number, number];
    const product = (one: number, other: number, isTall: boolean): number =>
      Array.from({ length: Math.max(rows, columns) }, (_unused, k) =>
        isTall
          ? step[k * columns + one]! * step[k * columns + other]!
          : step[one * columns + k]! * step[other * columns + k]!,
      ).reduce((sum, value) => sum + value);
    const isTall = rows > columns;
    expect([product(0, 0, isTall), product(0, 1, isTall), product(1, 1, isTall)]).toEqual([
      expect.closeTo(1, 4),
      expect.closeTo(0, 4),
      expect.closeTo(1, 4),
    ]);
  });
});
