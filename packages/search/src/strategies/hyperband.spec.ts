import { Study, uniform, type Trial } from '@lml/core';

import { hyperband, type HyperbandOptions } from './hyperband.js';

function run(options: HyperbandOptions, trials: readonly Trial[] = []): Study {
  const study = new Study({
    space: { x: uniform({ low: 0, high: 1 }) },
    strategy: hyperband(options),
    seed: 3,
    trials,
  });
  for (let trial = study.ask(); trial !== undefined; trial = study.ask()) {
    study.tell(trial.number, Math.abs((trial.params['x'] as number) - 0.4));
  }
  return study;
}

/** Of each bracket, the number of trials and epochs by rung. */
function table({ trials }: Study): Record<string, string> {
  const counts: Record<string, Record<number, number>> = {};
  for (const { notes, budget } of trials) {
    const own = (counts[`s=${String(notes!['bracket'])}`] ??= {});
    own[budget!.epochs!] = (own[budget!.epochs!] ?? 0) + 1;
  }
  return Object.fromEntries(
    Object.entries(counts).map(([s, own]) => [
      s,
      Object.entries(own)
        .map(([r, n]) => `${n}x${r}`)
        .join(' '),
    ]),
  );
}

describe('hyperband', () => {
  it('has the brackets of the paper for R = 81 and η = 3', () => {
    // n_i x r_i by algorithm 1 of Li et al. (2018).
    expect(table(run({ maxEpochs: 81 }))).toEqual({
      's=4': '81x1 27x3 9x9 3x27 1x81',
      's=3': '34x3 11x9 3x27 1x81',
      's=2': '15x9 5x27 1x81',
      's=1': '8x27 2x81',
      's=0': '5x81',
    });
  });

  it('rounds epochs, counts exact powers, and leaves out brackets below minEpochs', () => {
    expect(Object.keys(table(run({ maxEpochs: 243 })))).toHaveLength(6);
    expect(table(run({ maxEpochs: 20, minEpochs: 4, reductionFactor: 2 }))).toEqual({
      's=2': '4x5 2x10 1x20',
      's=1': '3x10 1x20',
      's=0': '3x20',
    });
  });

  it('promotes the best of a rung, each once, with its parameters', () => {
    const { trials } = run({ maxEpochs: 27 });
    for (const { parent, params, notes } of trials) {
      if (parent === undefined) continue;
      expect(trials[parent]!.params).toEqual(params);
      const rung = (notes!['rung'] as number) - 1;
      const peers = trials.filter((one) => one.notes!['bracket'] === notes!['bracket'] && one.notes!['rung'] === rung);
      const promoted = trials.filter(({ parent: from }) => peers.some(({ number }) => number === from));
      const better = peers.filter(({ values }) => values![0]! < trials[parent]!.values![0]!);
      expect(better.length).toBeLessThan(promoted.length);
    }
    const parents = trials.map(({ parent }) => parent).filter((parent) => parent !== undefined);
    expect(new Set(parents).size).toBe(parents.length);
    const starts = trials.filter(({ parent }) => parent === undefined);
    expect(new Set(starts.map(({ params }) => params['x'])).size).toBe(starts.length);
  });

  it('goes on where it was interrupted', () => {
    const { trials } = run({ maxEpochs: 9 });
    for (const end of [1, 9, 12, 13, 17, 20]) {
      expect(run({ maxEpochs: 9 }, JSON.parse(JSON.stringify(trials.slice(0, end))) as Trial[]).trials).toEqual(trials);
    }
  });

  it('waits for a rung, but begins the next bracket beside the last one', () => {
    const study = new Study({ space: { x: [1] }, strategy: hyperband({ maxEpochs: 3 }) });
    for (let at = 0; at < 3; at++) study.ask();
    expect([study.ask(), study.isDone]).toEqual([undefined, false]);
    for (let at = 0; at < 3; at++) study.tell(at, at);
    expect([study.ask(), study.ask()]).toMatchObject([{ parent: 0 }, { notes: { bracket: 0, rung: 0 } }]);
  });

  it('refuses more epochs at the least than at the most', () => {
    expect(() => hyperband({ maxEpochs: 3, minEpochs: 4 })).toThrow('must not be above maxEpochs');
  });
});
