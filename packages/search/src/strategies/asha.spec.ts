import { Study, uniform, type Strategy, type Trial } from '@lml/core';
import fc from 'fast-check';

import { asha, type AshaOptions } from './asha.js';

const space = { x: uniform({ low: 0, high: 1 }) };

const serial = (options: AshaOptions, loss: (trial: Trial) => number, trials: readonly Trial[] = []): Study => {
  const study = new Study({ space, strategy: asha(options), trials });
  for (let trial = study.ask(); trial !== undefined; trial = study.ask()) study.tell(trial.number, loss(trial));
  return study;
};

const shown = ({ trials }: Study): string[] =>
  trials.map(({ notes, parent, budget }) => `${String(notes!['rung'])}:${parent ?? '-'}:${budget!.epochs}`);

describe('asha', () => {
  it('promotes as algorithm 2 of the paper does, traced by hand', () => {
    // With η = 3. Of rung 0, 5 4 6: the best, 1, goes on as 3. Then 3 is the best of four, and 4 goes on as 5. 7 and 8 make two of six,
    // which have gone on. 2.5 is new among two of seven: 8 goes on as 9, and as the best of three in rung 1 again, as 10. Last, 1 is new
    // among three of nine: 12 goes on as 13.
    const losses = [5, 4, 6, 4.5, 3, 3.5, 7, 8, 2.5, 2, 1.9, 9, 1, 3];
    const study = serial({ candidates: 9, maxEpochs: 9, reductionFactor: 3 }, ({ number }) => losses[number]!);
    expect(shown(study)).toEqual([
      '0:-:1', '0:-:1', '0:-:1', '1:1:3', '0:-:1', '1:4:3', '0:-:1', '0:-:1', '0:-:1', '1:8:3', '2:9:9', '0:-:1', '0:-:1', '1:12:3',
    ]); // prettier-ignore
    expect(study.best?.number).toBe(10);
  });

  it('has the rungs of its bracket, the last with all epochs', () => {
    const epochs = (options: AshaOptions): unknown[] => [
      ...new Set(serial(options, ({ params }) => params['x'] as number).trials.map(({ budget }) => budget!.epochs)),
    ];
    expect(epochs({ candidates: 64, maxEpochs: 64 })).toEqual([1, 4, 16, 64]);
    expect(epochs({ candidates: 64, maxEpochs: 50, minEpochs: 2 })).toEqual([2, 8, 32, 50]);
    expect(epochs({ candidates: 64, maxEpochs: 64, minEarlyStoppingRate: 1 })).toEqual([4, 16, 64]);
    expect(epochs({ candidates: 3, maxEpochs: 4, minEpochs: 4 })).toEqual([4]);
  });

  it('never promotes a trial twice, or one that is not over, whatever the order of ends and faults', () => {
    const step = fc.record({ at: fc.nat(), value: fc.double({ min: 0, max: 1, noNaN: true }), fault: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 90 }), fc.integer({ min: 2, max: 4 }), (steps, eta) => {
        const strategy = asha({ candidates: 16, maxEpochs: eta ** 2, reductionFactor: eta });
        const study = new Study({ space, strategy });
        for (const { at, value, fault } of steps) {
          study.ask();
          const running = study.trials.filter(({ state }) => state === 'running');
          const one = running[at % Math.max(1, running.length)];
          if (one !== undefined && at % 3 > 0) study.tell(one.number, fault === 0 ? { state: 'failed' } : value);
          expect(strategy.propose({ ...study.view, trials: study.trials })).toEqual(
            strategy.propose({ ...study.view, trials: JSON.parse(JSON.stringify(study.trials)) as Trial[] }),
          );
        }
        const parents = study.trials.flatMap(({ parent }) => (parent === undefined ? [] : [parent]));
        expect(new Set(parents).size).toBe(parents.length);
        for (const rung of [0, 1]) {
          const over = study.trials.filter(({ notes, state }) => notes!['rung'] === rung && state !== 'running').length;
          const higher = study.trials.filter(({ notes }) => notes!['rung'] === rung + 1).length;
          expect(higher).toBeLessThanOrEqual(over);
          if (over < eta) expect(higher).toBe(0);
        }
        for (const parent of parents) expect(study.trials[parent]!.state).toBe('completed');
        expect(study.trials.filter(({ notes }) => notes!['rung'] === 0).length).toBeLessThanOrEqual(16);
      }),
      { seed: 5, numRuns: 60 },
    );
  });

  it('goes on where it was interrupted', () => {
    const options = { candidates: 12, maxEpochs: 9, reductionFactor: 3 };
    const loss = ({ params, number }: Trial): number => (params['x'] as number) + (number % 3);
    const { trials } = serial(options, loss);
    for (let end = 0; end <= trials.length; end++) {
      const saved = JSON.parse(JSON.stringify(trials.slice(0, end))) as Trial[];
      expect(serial(options, loss, saved).trials).toEqual(trials);
    }
  });

  it('takes configurations from another strategy, which sees those of the first rung by their own numbers', () => {
    const seen: number[][] = [];
    const inner: Strategy = {
      propose: ({ trials, limit }) => {
        seen.push([trials.length, limit!, ...trials.map(({ number }) => number)]);
        return trials.length < 4 ? { params: { x: trials.length }, notes: { mine: true } } : 'done';
      },
    };
    const study = serial({ candidates: 9, maxEpochs: 2, reductionFactor: 2, strategy: inner }, ({ number }) => number);
    expect(shown(study)).toEqual(['0:-:1', '0:-:1', '1:0:2', '0:-:1', '0:-:1', '1:1:2']);
    expect(seen.at(-1)).toEqual([4, 9, 0, 1, 2, 3]);
    expect(study.trials[0]!.notes).toEqual({ mine: true, bracket: 0, rung: 0 });
  });

  it('waits while a trial that may change something runs, and not for those of the last rung', () => {
    const study = new Study({ space, strategy: asha({ candidates: 2, maxEpochs: 2, reductionFactor: 2 }) });
    study.ask();
    study.ask();
    expect([study.ask(), study.isDone]).toEqual([undefined, false]);
    study.tell(0, 1);
    study.tell(1, 2);
    expect(study.ask()).toMatchObject({ parent: 0 });
    expect(study.isDone).toBe(true);
  });

  it('refuses a first rung beyond the last, and strategies that give budgets', () => {
    expect(() => asha({ candidates: 2, maxEpochs: 3, minEarlyStoppingRate: 1 })).toThrow('must be at least minEpochs');
    const strategy: Strategy = { propose: () => ({ params: { x: 0 }, budget: { epochs: 1 } }) };
    expect(() => serial({ candidates: 2, maxEpochs: 3, strategy }, () => 0)).toThrow('one that gives no budgets');
  });
});
