import { choice, conditional, uniform, type ComponentInput } from '../../index.js';

describe('conditional', () => {
  it('has the names of its branches as values, and their spaces in the same order', () => {
    const momentum = uniform({ low: 0, high: 0.9 });
    expect(conditional({ branches: { sgd: { momentum }, adam: {} } })).toEqual({
      type: 'choice',
      values: ['sgd', 'adam'],
      branches: [{ momentum }, {}],
    });
  });

  it('takes configs, lists and branches in branches', () => {
    const inner: ComponentInput<'distribution'> = {
      name: 'conditional',
      branches: { x: { rate: { name: 'uniform', low: 0, high: 1 } }, y: {} },
    };
    const made = conditional({ branches: { a: { inner, width: [8, 16] } } });
    expect(made.branches).toEqual([
      {
        inner: { type: 'choice', values: ['x', 'y'], branches: [{ rate: uniform({ low: 0, high: 1 }) }, {}] },
        width: choice({ values: [8, 16] }),
      },
    ]);
  });

  it('refuses no branches and wrong ones, by a code and the place', () => {
    expect(() => conditional({ branches: {} })).toThrow('must have at least one branch');
    const wrong = { a: { rate: { name: 'uniform', low: 1, high: 0 } } } as never;
    expect(() => conditional({ branches: wrong })).toThrow(
      expect.objectContaining({
        code: 'LML_INVALID_OPTIONS',
        message: expect.stringContaining('branches.a.rate.low: must be below high'),
      }),
    );
  });
});
