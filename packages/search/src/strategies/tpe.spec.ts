import {
  chooseFrom,
  conditional,
  int,
  LmlError,
  logUniform,
  quantized,
  Study,
  uniform,
  type SearchParameters,
  type SearchSpaceInput,
  type Trial,
} from '@lml/core';
import fc from 'fast-check';

import { isValueOf } from '../tpe/known-parameters.js';
import { tpe, type TpeOptions } from './tpe.js';

const everything: SearchSpaceInput = {
  layers: [[16], [32, 32], [64]],
  dropout: quantized({ low: 0, high: 0.5, step: 0.1 }),
  units: int({ low: 1, high: 500, log: true }),
  only: ['this'],
  same: int({ low: 3, high: 4, step: 5 }),
  optimizer: conditional({
    branches: {
      adam: { rate: logUniform({ low: 1e-4, high: 0.1 }), beta: uniform({ low: 0.8, high: 0.99 }) },
      sgd: { rate: uniform({ low: 0.5, high: 2 }), momentum: [0, 0.9] },
      // Of another kind than momentum elsewhere.
      lion: { momentum: uniform({ low: 0.9, high: 1 }) },
    },
  }),
};

const trial = (number: number, params: SearchParameters, value: number): Trial => ({
  number,
  params,
  state: 'completed',
  values: [value],
});

function codeAndMessage(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

/** Asks and tells until there are so many trials. */
function searched(
  options: TpeOptions,
  space: SearchSpaceInput,
  limit: number,
  seed: number,
  loss: (params: SearchParameters) => number | 'failed' | 'pruned',
): Study {
  const study = new Study({ space, strategy: tpe(options), seed, limit });
  for (let asked = study.ask(); asked !== undefined; asked = study.ask()) {
    const result = loss(asked.params);
    study.tell(asked.number, typeof result === 'number' ? result : { state: result });
  }
  return study;
}

describe('tpe', () => {
  it('proposes values of the space, and those of the branch that was chosen only', () => {
    const options = fc.record<TpeOptions>(
      {
        multivariate: fc.constant(true),
        group: fc.boolean(),
        constantLiar: fc.boolean(),
        considerMagicClip: fc.boolean(),
        considerEndpoints: fc.boolean(),
        priorWeight: fc.constantFrom(0, 1, 4),
      },
      { requiredKeys: [] },
    );
    const results = fc.array(fc.constantFrom<'failed' | 'pruned' | number>('failed', 'pruned', -1, 0, 0, 2.5), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(options, results, fc.nat(2 ** 40), (chosen, outcomes, seed) => {
        let count = 0;
        const study = searched({ ...chosen, nStartupTrials: 4 }, everything, 24, seed, () => outcomes[count++ % 4]!);
        const space = study.view.spaces[0]!;
        for (const { params } of study.trials) {
          const names: string[] = [];
          chooseFrom(space, (distribution, name) => {
            names.push(name);
            expect({ name, isRight: isValueOf(distribution, params[name]) }).toEqual({ name, isRight: true });
            return params[name];
          });
          expect(Object.keys(params).sort()).toEqual(names.sort());
          expect([params['only'], params['same']]).toEqual(['this', 3]);
        }
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it('goes on with trials that were read from a file as if it had not been interrupted', () => {
    const loss = ({ layers, dropout }: SearchParameters): number => JSON.stringify(layers).length + (dropout as number);
    const whole = searched({}, everything, 30, 3, loss);
    const read = JSON.parse(JSON.stringify(whole.trials.slice(0, 20))) as Trial[];
    const resumed = new Study({ space: everything, strategy: tpe(), seed: 3, limit: 30, trials: read });
    for (let asked = resumed.ask(); asked !== undefined; asked = resumed.ask()) {
      resumed.tell(asked.number, loss(asked.params));
    }
    expect(resumed.trials).toEqual(whole.trials);
  });

  it('draws other numbers for another seed, and for another trial', () => {
    const space = { x: uniform({ low: 0, high: 1 }) };
    const first = (seed: number): unknown[] =>
      searched({}, space, 5, seed, () => 0).trials.map(({ params }) => params['x']);
    expect(new Set([0, 1, 2 ** 32, 2 ** 32 + 1].flatMap(first)).size).toBe(20);
  });

  it('draws at random while too few trials are over, even where all fail', () => {
    const space = { x: uniform({ low: 0, high: 1 }) };
    const failing = searched({}, space, 40, 5, () => 'failed');
    const startup = searched({ nStartupTrials: 40 }, space, 40, 5, ({ x }) => x as number);
    const params = ({ trials }: Study): SearchParameters[] => trials.map((one) => one.params);
    expect(params(failing)).toEqual(params(startup));
    const learning = searched({}, space, 40, 5, ({ x }) => x as number);
    expect(params(learning).slice(0, 10)).toEqual(params(startup).slice(0, 10));
    const after = (study: Study): number =>
      params(study)
        .slice(20)
        .reduce((sum, { x }) => sum + (x as number), 0) / 20;
    expect(after(learning)).toBeLessThan(0.2);
    expect(after(failing)).toBeGreaterThan(0.3);
  });

  it('finds what is better upwards, too', () => {
    const study = new Study({
      space: { x: uniform({ low: 0, high: 1 }), kind: ['bad', 'good'] },
      objectives: [{ name: 'accuracy', mode: 'max' }],
      strategy: tpe(),
      limit: 60,
    });
    for (let asked = study.ask(); asked !== undefined; asked = study.ask()) {
      study.tell(asked.number, (asked.params['x'] as number) + Number(asked.params['kind'] === 'good'));
    }
    expect(study.best!.values![0]).toBeGreaterThan(1.98);
    expect(study.trials.slice(30).filter(({ params }) => params['kind'] === 'good').length).toBeGreaterThan(20);
  });

  it('stays away from trials that are running', () => {
    const space = { x: uniform({ low: 0, high: 1 }) };
    const over = [...Array(30).keys()].map((number) =>
      trial(number, { x: (number + 0.5) / 30 }, Math.abs(number - 15)),
    );
    const running: Trial[] = [...Array(20).keys()].map((at) => {
      return { number: 30 + at, params: { x: 0.5 + at / 200 }, state: 'running' };
    });
    const distances = (constantLiar: boolean): number[] =>
      [...Array(20).keys()].map((seed) => {
        const study = new Study({ space, strategy: tpe({ constantLiar }), seed, trials: [...over, ...running] });
        return Math.abs((study.ask()!.params['x'] as number) - 0.5475);
      });
    const near = (all: readonly number[]): number => all.filter((distance) => distance < 0.05).length;
    expect(near(distances(true))).toBeLessThan(near(distances(false)));
  });

  it('takes functions of the number of trials', () => {
    const asked: string[] = [];
    const options: TpeOptions = {
      gamma: (count) => (asked.push(`gamma ${count}`), 2),
      weights: (count) => (asked.push(`weights ${count}`), new Float64Array(100).fill(0.5)),
    };
    searched(options, { x: uniform({ low: 0, high: 1 }) }, 11, 0, ({ x }) => x as number);
    expect(asked).toEqual(['gamma 10', 'weights 2', 'weights 8']);
  });

  it('puts weight on what the weights say', () => {
    const space = { x: uniform({ low: 0, high: 1 }) };
    const over = [...Array(20).keys()].map((number) => trial(number, { x: number % 2 === 0 ? 0.1 : 0.9 }, 0));
    const high = (weights: (count: number) => number[]): number =>
      [...Array(40).keys()].filter((seed) => {
        const strategy = tpe({ weights, gamma: () => 10, nEiCandidates: 1 });
        const study = new Study({ space, strategy, seed, trials: over });
        return (study.ask()!.params['x'] as number) > 0.5;
      }).length;
    const some = (parity: number) => (count: number) => [...Array(count).keys()].map((at) => Number(at % 2 === parity));
    expect(high(some(0))).toBeLessThan(10);
    expect(high(some(1))).toBeGreaterThan(30);
  });

  it('refuses what it cannot search or use', () => {
    const space = { x: uniform({ low: 0, high: 1 }) };
    const messages = [
      () => new Study({ space: [space, { y: [1, 2] }], strategy: tpe() }),
      () => tpe({ group: true, multivariate: false }),
      () => searched({ gamma: () => 0.5 }, space, 11, 0, () => 0),
      () => searched({ weights: () => [1] }, space, 30, 0, () => 0),
      () => searched({ weights: (count) => Array<number>(count).fill(-1) }, space, 11, 0, () => 0),
      () => searched({ weights: (count) => Array<number>(count).fill(0) }, space, 11, 0, () => 0),
      () => tpe({ nEiCandidates: 0 }),
      () => tpe({ gamma: 3 as never }),
    ].map((run) => codeAndMessage(run).split('\n').join(' '));
    expect(messages).toEqual([
      expect.stringMatching(/^LML_INVALID_ARGUMENT: space must be one space for tpe, got .* conditional has a branch/),
      expect.stringMatching(/^LML_INVALID_OPTIONS: .*group: must be false where multivariate is false/),
      expect.stringMatching(/^LML_INVALID_ARGUMENT: gamma\(10\) must be an integer of at least 0, got 0.5/),
      expect.stringMatching(
        /^LML_INVALID_ARGUMENT: weights\(9\) must be 9 numbers of at least 0, not all 0, got \[1\]/,
      ),
      expect.stringMatching(/^LML_INVALID_ARGUMENT: weights\(1\) must be 1 numbers? of at least 0/),
      expect.stringMatching(/^LML_INVALID_ARGUMENT: weights\(1\) must be 1 numbers? of at least 0/),
      expect.stringMatching(/^LML_INVALID_OPTIONS: .*nEiCandidates/),
      expect.stringMatching(/^LML_INVALID_OPTIONS: .*gamma/),
    ]);
  });
});
