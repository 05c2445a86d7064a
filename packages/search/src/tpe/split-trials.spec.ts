import type { Trial } from '@lml/core';

import { splitTrials } from './split-trials.js';

const pruned = (number: number, curves?: readonly (readonly number[])[]): Trial => ({
  number,
  params: {},
  state: 'pruned',
  curves,
});
const completed = (number: number, ...values: number[]): Trial => ({ number, params: {}, state: 'completed', values });
const good = (trials: readonly Trial[], count: number, mode: 'min' | 'max' = 'min'): number[] =>
  splitTrials(trials, [{ name: 'loss', mode }], count).good.map(({ number }) => number);

describe('splitTrials', () => {
  it('takes the best completed trials first, of equals the older', () => {
    const trials = [completed(0, 2), completed(1, 1), pruned(2, [[0]]), completed(3, 1), completed(4, 3)];
    expect([0, 1, 2, 3, 4, 5, 9].map((count) => good(trials, count))).toEqual([
      [],
      [1],
      [1, 3],
      [0, 1, 3],
      [0, 1, 3, 4],
      [0, 1, 2, 3, 4],
      [0, 1, 2, 3, 4],
    ]);
    expect(good(trials, 1, 'max')).toEqual([4]);
  });

  it('takes of pruned trials those that came farthest, in all folds, then by their last value', () => {
    const trials = [
      pruned(0),
      pruned(1, [[9, 5], []]),
      pruned(2, [[9], [4]]),
      pruned(3, [[1]]),
      pruned(4, [[1, 1], [NaN]]),
      pruned(5, [[1, 1], [7]]),
      pruned(6, [[]]),
    ];
    const order = (mode: 'min' | 'max'): number[] =>
      trials.map((_, count) => {
        const fewer = good(trials, count, mode);
        return good(trials, count + 1, mode).find((number) => !fewer.includes(number))!;
      });
    expect(order('min')).toEqual([5, 4, 2, 1, 3, 0, 6]);
    expect(order('max')).toEqual([5, 4, 1, 2, 3, 0, 6]);
  });

  it('never takes running trials, and keeps all by number', () => {
    const trials: Trial[] = [{ number: 0, params: {}, state: 'running' }, completed(1, 1), pruned(2), completed(3, 0)];
    const { good, others } = splitTrials(trials, [{ name: 'loss', mode: 'min' }], 2);
    expect([good, others].map((some) => some.map(({ number }) => number))).toEqual([
      [1, 3],
      [0, 2],
    ]);
    expect(splitTrials(trials, [{ name: 'loss', mode: 'min' }], 9).others).toEqual([trials[0]]);
  });
});
