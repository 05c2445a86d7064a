import { descend } from '../shared/quadratic.fixture.js';
import { lbfgs, type LbfgsOptions } from './lbfgs.js';

const start = { a: [4, -3, 2], b: [-1] };
const largest = ({ parameters }: ReturnType<typeof descend>): number =>
  Math.max(...Object.values(parameters).flat().map(Math.abs));

describe('lbfgs', () => {
  it.each([
    [{ maxIter: 1 }, 0],
    [{ maxIter: 4 }, 3],
    [{ maxIter: 8, maxEval: 4 }, 2],
    [{ maxIter: 1, maxEval: 1 }, 0],
    [{ maxIter: 2, maxEval: 5, lineSearchFn: 'strong-wolfe' }, 5],
  ] as const)('with %j evaluates the loss %i times more, however it goes', (options, count) => {
    expect(descend(lbfgs(options), start, 2).evaluations).toEqual([count, count]);
    expect(descend(lbfgs(options), { a: [0, 0], b: [0] }, 1).evaluations).toEqual([count]);
  });

  it.each<LbfgsOptions>([
    { maxIter: 12 },
    { maxIter: 12, lineSearchFn: 'strong-wolfe' },
    { maxIter: 12, historySize: 3 },
  ])('with %j comes to the minimum of a quadratic function in one update', (options) => {
    expect(largest(descend(lbfgs(options), start, 1))).toBeLessThan(1e-4);
  });

  it('remembers from update to update as it does within one', () => {
    const [many, one] = [descend(lbfgs({ maxIter: 1 }), start, 4), descend(lbfgs({ maxIter: 4 }), start, 1)];
    for (const [name, values] of Object.entries(one.parameters))
      expect(many.parameters[name]).toEqual(values.map((value) => expect.closeTo(value, 5)));
    expect(one.slots['iterations']).toEqual([4]);
  });

  it('stays where the gradient is within its tolerance', () => {
    const { parameters, slots } = descend(lbfgs({ maxIter: 3, toleranceGrad: 10 }), start, 2);
    expect(parameters).toEqual(start);
    expect(slots['iterations']).toEqual([0]);
  });

  it('stops within an update where the loss changes no more than its tolerance', () => {
    const { slots } = descend(lbfgs({ maxIter: 9, toleranceChange: 1e3 }), start, 1);
    expect(slots['iterations']).toEqual([1]);
  });

  it('finds a length where the first one is far too long', () => {
    const options = { lr: 1e3, maxIter: 1, maxEval: 12 } as const;
    expect(largest(descend(lbfgs(options), start, 2))).toBeGreaterThan(100);
    expect(largest(descend(lbfgs({ ...options, lineSearchFn: 'strong-wolfe' }), start, 2))).toBeLessThan(4);
  });

  it('stays finite at a minimum, and from far away', () => {
    for (const lineSearchFn of [undefined, 'strong-wolfe'] as const)
      for (const values of [
        [0, 0],
        [1e15, -1e15],
        [1e-20, 0],
      ]) {
        const { parameters, slots } = descend(lbfgs({ maxIter: 3, lineSearchFn }), { a: values }, 2);
        expect(
          Object.values({ ...parameters, ...slots })
            .flat()
            .every(Number.isFinite),
        ).toBe(true);
      }
  });
});
