import { Study, uniform } from '@lml/core';
import fc from 'fast-check';

import golden from '../goldens/halving.json' with { type: 'json' };
import { halving, type HalvingOptions } from './halving.js';

interface Trace {
  readonly resources: number[];
  readonly candidates: number[];
  readonly remaining: number;
  readonly params: number[];
  readonly scores: number[];
}

const list = (count: number): number[] => Array.from({ length: count }, (_, at) => at);
const up = [{ name: 'score', mode: 'max' as const }];

describe('halving', () => {
  it.each(golden.cases)('tries what scikit-learn tries: $name', ({ input, options, expected }) => {
    const { points, seed } = golden.inputs[input as keyof typeof golden.inputs];
    const { resources, candidates, remaining, params, scores } = expected as Trace;
    const x = options.candidates === 'grid' ? list(points) : uniform({ low: 0, high: 1 });
    const study = new Study({ space: { x }, strategy: halving(options as HalvingOptions), objectives: up, seed });
    for (const [at, value] of params.entries()) {
      const trial = study.ask();
      expect(trial?.params).toEqual({ x: value });
      study.tell(at, scores[at]!);
    }
    expect(study.ask()).toBeUndefined();
    expect(study.isDone).toBe(true);
    const asked = study.trials.map(({ budget }) => Object.values(budget!)[0]);
    expect(asked).toEqual(resources.flatMap((amount, rung) => list(candidates[rung]!).map(() => amount)));
    expect(Object.keys(study.trials[0]!.budget!)).toEqual([options.resource]);
    expect(Math.ceil(candidates.at(-1)! / options.factor)).toBe(remaining);
  });

  it('gives each promotion its parent and rung, and the best of the last rung', () => {
    const study = new Study({ space: { x: list(9) }, strategy: halving({ maxResources: 9 }) });
    for (let trial = study.ask(); trial !== undefined; trial = study.ask())
      study.tell(trial.number, 9 - trial.number / 2);
    expect(study.trials.slice(9).map(({ parent, notes }) => [parent, notes])).toEqual([
      [6, { rung: 1 }], [7, { rung: 1 }], [8, { rung: 1 }], [11, { rung: 2 }],
    ]); // prettier-ignore
    expect(study.best?.number).toBe(12);
  });

  it('waits for a rung, and leaves out what failed or was pruned', () => {
    const study = new Study({ space: { x: list(4) }, strategy: halving({ maxResources: 4, factor: 2 }) });
    for (let at = 0; at < 4; at++) study.ask();
    study.tell(0, { state: 'failed' });
    study.tell(1, { state: 'pruned', values: [-5] });
    study.tell(2, 3);
    expect([study.ask(), study.isDone]).toEqual([undefined, false]);
    study.tell(3, { state: 'failed' });
    expect(study.ask()).toMatchObject({ parent: 2, budget: { epochs: 2 } });
    study.tell(4, { state: 'failed' });
    expect([study.ask(), study.isDone]).toEqual([undefined, true]);
  });

  it('counts the rungs of an exact power as they are', () => {
    const study = new Study({ space: { x: list(243) }, strategy: halving({ maxResources: 243 }) });
    for (let trial = study.ask(); trial !== undefined; trial = study.ask()) study.tell(trial.number, trial.number);
    expect(study.trials.at(-1)?.budget).toEqual({ epochs: 243 });
    expect(new Set(study.trials.map(({ budget }) => budget?.epochs))).toEqual(new Set([1, 3, 9, 27, 81, 243]));
  });

  it('goes on from trials of before as if it had not been interrupted', () => {
    const options = {
      space: { x: uniform({ low: 0, high: 1 }) },
      strategy: halving({ maxResources: 30, candidates: 11 }),
    };
    const score = (trial: { params: object; budget?: object | undefined }): number =>
      JSON.stringify([trial.params, trial.budget]).length + Number((trial.params as { x: number }).x);
    const run = (study: Study): Study => {
      for (let trial = study.ask(); trial !== undefined; trial = study.ask()) study.tell(trial.number, score(trial));
      return study;
    };
    const whole = run(new Study(options)).trials;
    fc.assert(
      fc.property(fc.nat(whole.length), (end) => {
        const saved = JSON.parse(JSON.stringify(whole.slice(0, end))) as typeof whole;
        expect(run(new Study({ ...options, trials: saved })).trials).toEqual(whole);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('says which resources do not fit', () => {
    expect(() => halving({ maxResources: 9, candidates: 'exhaust', minResources: 'exhaust' })).toThrow(
      "must be a number or 'smallest' where candidates is 'exhaust'",
    );
    expect(() => halving({ maxResources: 9, resource: 'samples' })).toThrow('must be said for samples');
    expect(() => halving({ maxResources: 9, minResources: 10 })).toThrow('must be at most maxResources (9), got 10');
    expect(() => halving({ maxResources: 9, minResources: 3, smallest: 2 })).toThrow('has no effect');
    expect(
      () => new Study({ space: { x: uniform({ low: 0, high: 1 }) }, strategy: halving({ maxResources: 9 }) }),
    ).toThrow('for a grid');
  });
});
