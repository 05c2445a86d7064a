import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../data/nd-array.js';
import { elementwiseOptimizer } from './elementwise-optimizer.js';
import { groupedOptimizer } from './grouped-optimizer.js';
import { matchesPattern } from './name-pattern.js';
import type { GradientOptimizer } from './optimizer.js';
import { splitByGroup } from './parameter-groups.js';
import { partedOptimizer } from './parted-optimizer.js';

interface Options {
  readonly lr: number;
  readonly slot?: string;
  readonly groups?: readonly { readonly match: string; readonly lr?: number; readonly slot?: string }[];
}

/** Gradient descent with a sum of gradients in a slot of some name. */
const make = ({ lr, slot = 'sum' }: Omit<Options, 'groups'>): GradientOptimizer =>
  elementwiseOptimizer({
    base: { lr },
    slots: { [slot]: 0 },
    hyper: (step, numbers) => ({ lr: numbers.lr, step }),
    update: (parameter, gradient, slots, hyper) => ({
      parameter: tf.sub(parameter, tf.mul(hyper.lr, gradient)),
      [slot]: tf.add(slots[slot]!, gradient),
    }),
  });

const NAMES = ['a/kernel', 'a/bias', 'b/kernel', 'b/bias'];
const entries = NAMES.map((name) => ({
  name,
  shape: [],
  dtype: 'float32' as const,
  trainable: true,
  value: ndArray(8),
}));
/** The loss is not evaluated again. */
const GIVEN = { loss: tf.scalar(0), gradientsAt: (): never => { throw new Error('unasked'); } }; // prettier-ignore
const scalars = (values: Readonly<Record<string, number>>): Record<string, tf.Scalar> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tf.scalar(value)]));
const of = async (tensors: Readonly<Record<string, tf.Tensor>>): Promise<Record<string, unknown>> =>
  Object.fromEntries(await Promise.all(Object.entries(tensors).map(async ([name, value]) => [name, await value.array()] as const))); // prettier-ignore

async function updated(
  optimizer: GradientOptimizer,
  lr: (name: string, value: number) => number = (_, value) => value,
) {
  const numbers = Object.fromEntries(Object.entries(optimizer.base).map(([name, value]) => [name, lr(name, value)]));
  const hyper = scalars(optimizer.hyper(0, numbers as typeof optimizer.base));
  const slots = scalars(Object.fromEntries(optimizer.init(entries).map(({ name }) => [name, 1])));
  const same = (value: number) => scalars(Object.fromEntries(NAMES.map((name) => [name, value])));
  const { parameters, slots: after } = optimizer.update(same(8), same(2), slots, hyper);
  return { parameters: await of(parameters), slots: await of(after) };
}

describe('groupedOptimizer', () => {
  it('is the optimizer itself where there are no groups', () => {
    const optimizer = groupedOptimizer({ lr: 0.5 }, make);
    expect(optimizer.base).toEqual({ lr: 0.5 });
    expect(Object.keys(optimizer.hyper(3, { lr: 0.5 }))).toEqual(['lr', 'step']);
  });

  it('gives the parameters of a group its own options, the first that matches', async () => {
    const groups = [
      { match: 'b/bias', lr: 0.25 },
      { match: '*/bias', lr: 0 },
    ];
    const optimizer = groupedOptimizer<Options>({ lr: 0.5, groups }, make);
    expect(optimizer.base).toEqual({ lr: 0.5, 'lr@b/bias': 0.25, 'lr@*/bias': 0 });
    const { parameters, slots } = await updated(optimizer);
    expect(Object.entries(parameters)).toEqual(NAMES.map((name, at) => [name, [7, 8, 7, 7.5][at]]));
    expect(slots).toEqual(Object.fromEntries(NAMES.map((name) => [`sum/${name}`, 3])));
  });

  it('lets each group follow its own numbers', async () => {
    const optimizer = groupedOptimizer<Options>({ lr: 0.5, groups: [{ match: 'b/*', lr: 0.25 }] }, make);
    const { parameters } = await updated(optimizer, (name, value) => (name === 'lr@b/*' ? 4 * value : 2 * value));
    expect(Object.values(parameters)).toEqual([6, 6, 6, 6]);
  });

  it('keeps slots of other names apart, and those of no parameter by group', async () => {
    const counting = ({ lr }: Omit<Options, 'groups'>): GradientOptimizer => ({
      base: { lr },
      init: () => [{ name: 'count', shape: [], dtype: 'float32', trainable: false, value: ndArray(0) }],
      hyper: (_step, numbers) => ({ lr: numbers.lr }),
      update: (parameters, _gradients, { count }, { lr: rate }) => ({
        parameters,
        slots: { count: tf.add(count!, rate!) },
      }),
    });
    const optimizer = groupedOptimizer<Options>({ lr: 1, groups: [{ match: 'a/*', lr: 10 }] }, counting);
    expect((await updated(optimizer)).slots).toEqual({ count: 2, 'count@a/*': 11 });
    // A pattern may end like a parameter.
    const ending = partedOptimizer(make({ lr: 1 }), [
      { match: '*/bias', optimizer: counting({ lr: 10 }), takes: ({ name }) => name === 'a/bias' },
    ]);
    const bias = { ...entries[0]!, name: 'bias' };
    expect(ending.init([bias, { ...bias, name: 'a/bias' }]).map(({ name }) => name)).toEqual([
      'sum/bias',
      'count@*/bias',
    ]);
    const both = scalars({ bias: 8, 'a/bias': 8 });
    const { slots } = ending.update(both, both, scalars({ 'sum/bias': 1, 'count@*/bias': 1 }), scalars(ending.hyper(0, ending.base)), GIVEN); // prettier-ignore
    expect(await of(slots)).toEqual({ 'sum/bias': 9, 'count@*/bias': 11 });
    const other = groupedOptimizer<Options>({ lr: 1, groups: [{ match: 'a/*', slot: 'other' }] }, make);
    const names = ['sum/b/kernel', 'sum/b/bias', 'other/a/kernel', 'other/a/bias'];
    expect(Object.keys((await updated(other)).slots).sort()).toEqual(names.sort());
  });

  it.each([
    [
      'matches nothing',
      [{ match: '*/gamma' }],
      /match of a group must be a pattern.*a\/kernel, a\/bias.*got '\*\/gamma'/,
    ],
    [
      'matches what another has',
      [{ match: '*' }, { match: '*/bias' }],
      /got '\*\/bias'\. What it matches belongs to '\*', which stands before it/,
    ],
  ])('refuses a group that %s', (_, groups, message) => {
    const optimizer = groupedOptimizer<Options>({ lr: 1, groups }, make);
    expect(() => optimizer.init(entries)).toThrow(message);
    expect(() => optimizer.init(entries)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it('refuses two groups of one pattern', () => {
    expect(() => groupedOptimizer<Options>({ lr: 1, groups: [{ match: 'a' }, { match: 'a' }] }, make)).toThrow(
      /groups must be of different patterns, got '.*a.* twice/,
    );
  });
});

describe('splitByGroup', () => {
  it('gives the numbers of each group under their own names', () => {
    const split = splitByGroup({ lr: 1, momentum: 2, 'lr@*/bias': 3 });
    expect([...split]).toEqual([
      [undefined, { lr: 1, momentum: 2 }],
      ['*/bias', { lr: 3 }],
    ]);
  });
});

describe('matchesPattern', () => {
  it.each([
    ['dense/bias', '*/bias', true],
    ['dense/bias', 'dense/*', true],
    ['dense/bias', 'bias', false],
    ['dense/bias', 'dense/bias', true],
    ['a/b/c', 'a*b*c', true],
    ['aba', 'ab*ba', false],
    ['abba', 'ab*ba', true],
    ['anything', '*', true],
    ['a.b', 'a?b', false],
    ['x/kernel', '*kern', false],
  ])('%s by %s: %s', (name, pattern, expected) => {
    expect(matchesPattern(name, pattern)).toBe(expected);
  });
});
