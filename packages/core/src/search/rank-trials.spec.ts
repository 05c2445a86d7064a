import type { Objective } from './objective.js';
import { finalists, paretoFront, rankedTrials } from './rank-trials.js';
import type { Trial } from './trial.js';

const up: Objective[] = [{ name: 'accuracy', mode: 'max' }];
const down: Objective[] = [{ name: 'loss', mode: 'min' }];
const both: Objective[] = [...up, ...down];

function trial(number: number, values: number[], more: Partial<Trial> = {}): Trial {
  return { number, params: {}, state: 'completed', values, ...more };
}

const numbers = (trials: readonly Trial[]): number[] => trials.map(({ number }) => number);

describe('ranked trials', () => {
  it('have the best first, as the objective says', () => {
    const trials = [trial(0, [0.5]), trial(1, [0.9]), trial(2, [0.1])];
    expect(numbers(rankedTrials(trials, up))).toEqual([1, 0, 2]);
    expect(numbers(rankedTrials(trials, down))).toEqual([2, 0, 1]);
    expect(numbers(trials)).toEqual([0, 1, 2]);
  });

  it('have the lower number first of equals', () => {
    expect(numbers(rankedTrials([trial(3, [1]), trial(0, [1]), trial(2, [2]), trial(1, [1])], up))).toEqual([
      2, 0, 1, 3,
    ]);
  });

  it('count those that were completed with the largest budget', () => {
    const trials = [
      trial(0, [9], { budget: { epochs: 1 } }),
      trial(1, [1], { budget: { epochs: 4 } }),
      trial(2, [2], { budget: { epochs: 4 } }),
      trial(3, [9], { budget: { epochs: 9 }, state: 'pruned' }),
      { number: 4, params: {}, state: 'running' } as const,
      { number: 5, params: {}, state: 'failed' } as const,
    ];
    expect(numbers(rankedTrials(trials, up))).toEqual([2, 1]);
    expect(numbers(finalists([...trials, trial(6, [0])]))).toEqual([6]);
    expect(numbers(rankedTrials([trial(0, [1], { budget: { samples: 10 } }), trial(1, [0], { budget: { samples: 20 } })], up))).toEqual([1]); // prettier-ignore
  });

  it('have NaN last', () => {
    const trials = [trial(0, [NaN]), trial(1, [0]), trial(2, [NaN]), trial(3, [1])];
    expect(numbers(rankedTrials(trials, up))).toEqual([3, 1, 0, 2]);
    expect(numbers(rankedTrials(trials, down))).toEqual([1, 3, 0, 2]);
  });

  it('are none where none was completed', () => {
    expect(rankedTrials([], up)).toEqual([]);
    expect(rankedTrials([{ number: 0, params: {}, state: 'running' }], up)).toEqual([]);
  });
});

describe('the front of Pareto', () => {
  it('has those that no other one beats, by number', () => {
    const trials = [
      trial(0, [0.5, 1]),
      trial(1, [0.9, 3]),
      trial(2, [0.5, 2]),
      trial(3, [0.7, 2]),
      trial(4, [0.6, 2.5]),
    ];
    expect(numbers(paretoFront(trials, both))).toEqual([0, 1, 3]);
  });

  it('has all equals, and with one objective the best', () => {
    const trials = [trial(0, [1, 1]), trial(1, [1, 1]), trial(2, [0, 2])];
    expect(numbers(paretoFront(trials, both))).toEqual([0, 1]);
    expect(numbers(paretoFront(trials, up))).toEqual([0, 1]);
  });
});
