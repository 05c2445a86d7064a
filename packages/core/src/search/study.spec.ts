import fc from 'fast-check';

import { choice, uniform } from '../index.js';
import type { Strategy } from './strategy.js';
import { Study, type StudyOptions } from './study.js';
import type { Trial } from './trial.js';
import { valueAt } from './space.js';

const space = { x: uniform({ low: 0, high: 1 }) };

/** Five trials by their numbers and the seed; the third one waits for the first two. */
const counting: Strategy = {
  propose: ({ trials, spaces, seed }) => {
    if (trials.length === 5) return 'done';
    if (trials.length === 2 && trials.some(({ state }) => state === 'running')) return 'wait';
    const best = Math.min(1, ...trials.flatMap(({ values }) => values ?? []));
    return { params: { x: valueAt(spaces[0]!['x']!, (((seed + trials.length) % 7) / 7) * best) } };
  },
};

const study = (options: Partial<StudyOptions> = {}): Study => new Study({ space, strategy: counting, ...options });

/** Asks and tells to the end. */
function finish(one: Study): readonly Trial[] {
  for (let trial = one.ask(); trial !== undefined; trial = one.ask())
    one.tell(trial.number, (trial.params['x'] as number) + 0.1);
  return one.trials;
}

describe('a study', () => {
  it('asks, is told, and knows the best', () => {
    const one = study();
    expect(one.best).toBeUndefined();
    finish(one);
    expect(one.trials.map(({ number, state }) => [number, state])).toEqual([0, 1, 2, 3, 4].map((at) => [at, 'completed'])); // prettier-ignore
    expect(one.best).toMatchObject({ number: 0, params: { x: 0 }, values: [0.1] });
    expect(one.isDone).toBe(true);
    expect(one.ask()).toBeUndefined();
  });

  it('asks for nothing while its strategy waits, and is not done', () => {
    const one = study();
    one.ask();
    one.ask();
    expect([one.ask(), one.isDone]).toEqual([undefined, false]);
    one.tell(1, 2);
    one.tell(0, { state: 'pruned' });
    expect(one.ask()).toMatchObject({ number: 2, state: 'running' });
  });

  it('asks for no more than its limit', () => {
    const one = study({ limit: 2 });
    expect(finish(one)).toHaveLength(2);
    expect(one.isDone).toBe(true);
  });

  it('goes on from trials of before as if it had not been interrupted', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 5 }), (seed, before) => {
        const whole = finish(study({ seed }));
        const copies = JSON.parse(JSON.stringify(whole.slice(0, before))) as Trial[];
        expect(finish(study({ seed, trials: copies }))).toEqual(whole);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('leaves the trials of before as they are', () => {
    const before: Trial[] = [{ number: 0, params: { x: 0 }, state: 'running' }];
    const one = study({ trials: before });
    one.tell(0, 1);
    finish(one);
    expect(before).toEqual([{ number: 0, params: { x: 0 }, state: 'running' }]);
  });

  it('has a front where there are several objectives', () => {
    const objectives = [
      { name: 'accuracy', mode: 'max' },
      { name: 'seconds', mode: 'min' },
    ] as const;
    const one = study({ objectives });
    one.ask();
    one.ask();
    one.tell(0, [0.5, 1]);
    one.tell(1, [0.9, 3]);
    expect(one.front.map(({ number }) => number)).toEqual([0, 1]);
    expect(one.best?.number).toBe(1);
    expect(() => one.tell(one.ask()!.number, 1)).toThrow('2 numbers, one for each objective');
  });

  it('counts a trial as failed where a value is not finite', () => {
    const one = study();
    for (const result of [NaN, [Infinity], { state: 'completed' as const, values: [NaN] }]) {
      const { number } = one.ask()!;
      one.tell(number, result);
      expect(one.trials[number]).toMatchObject({ state: 'failed', error: { code: 'LML_NON_FINITE_VALUE' } });
      expect(one.trials[number]!.values).toBeUndefined();
    }
    expect(one.best).toBeUndefined();
    expect(one.trials[0]!.error!.message).toContain('loss is NaN');
  });

  it('is told of a trial once, and of none that it did not ask for', () => {
    const one = study();
    one.ask();
    expect(() => one.tell(1, 0)).toThrow('There is none of that number.');
    one.tell(0, 0);
    expect(() => one.tell(0, 0)).toThrow('There is one that is completed.');
    expect(() => one.tell(one.ask()!.number, [])).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it.each<[Partial<StudyOptions>, string, string]>([
    [{ seed: -1 }, 'LML_INVALID_ARGUMENT', 'seed'],
    [{ seed: 0.5 }, 'LML_INVALID_ARGUMENT', 'seed'],
    [{ limit: 0 }, 'LML_INVALID_ARGUMENT', 'limit'],
    [{ objectives: [] }, 'LML_INVALID_ARGUMENT', 'objectives'],
    [{ space: {} }, 'LML_INVALID_ARGUMENT', 'space'],
    [{ space: [] }, 'LML_INVALID_ARGUMENT', 'space'],
    [{ space: { x: [] } }, 'LML_INVALID_OPTIONS', 'x'],
    [{ space: { x: 3 } as never }, 'LML_INVALID_OPTIONS', 'x'],
    [{ strategy: 'grid' as never }, 'LML_UNKNOWN_COMPONENT', 'grid'],
    [{ spaces: space } as never, 'LML_INVALID_OPTIONS', 'spaces'],
  ])('refuses %j, by a code', (options, code, text) => {
    expect(() => study(options)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(text) }));
  });

  it('has its strategy look at spaces and objectives before the first trial', () => {
    const check = (): never => {
      throw new RangeError('no such space');
    };
    expect(() => study({ strategy: { ...counting, check } })).toThrow('no such space');
    expect(study({ space: [space, { y: choice({ values: [1] }) }] }).view.spaces).toHaveLength(2);
  });
});
