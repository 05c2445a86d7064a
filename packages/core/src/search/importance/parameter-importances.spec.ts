import * as fc from 'fast-check';

import type { SearchSpace } from '../distribution.js';
import golden from '../goldens/importances.json' with { type: 'json' };
import type { Objective } from '../objective.js';
import type { Trial } from '../trial.js';
import { parameterImportances } from './parameter-importances.js';

const trialsOf = (rows: readonly unknown[]): Trial[] =>
  rows.map((row, number) => {
    const [params, value] = row as [Record<string, unknown>, number];
    return { number, state: 'completed', params, values: [value] };
  });
const objectivesOf = (mode: string): Objective[] => [{ name: 'loss', mode: mode as 'min' }];
const [first] = golden.cases;
const mixed = golden.cases.find(({ name }) => name.startsWith('mixed'))!;

describe('parameterImportances', () => {
  it.each(golden.cases)("agrees with Optuna's PED-ANOVA: $name", ({ space, mode, quantile, trials, importances }) => {
    const found = parameterImportances(trialsOf(trials), [space as SearchSpace], objectivesOf(mode), { quantile });
    const entries = Object.entries(importances as Record<string, number>);
    expect(Object.keys(found).sort()).toEqual(entries.map(([name]) => name));
    for (const [name, expected] of entries) expect(Math.abs(found[name]! - expected)).toBeLessThan(1e-9);
    const shares = Object.values(found);
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
  });

  it('does not depend on the order of trials', () => {
    const trials = trialsOf(mixed.trials);
    const expected = parameterImportances(trials, [mixed.space as SearchSpace], objectivesOf('min'));
    const property = fc.property(fc.shuffledSubarray(trials, { minLength: trials.length }), (shuffled) => {
      expect(parameterImportances(shuffled, [mixed.space as SearchSpace], objectivesOf('min'))).toEqual(expected);
    });
    fc.assert(property, { numRuns: 20 });
  });

  it('asks only for the order of values, of the objective that is meant', () => {
    const trials = trialsOf(first!.trials);
    const spaces = [first!.space as SearchSpace];
    const expected = parameterImportances(trials, spaces, objectivesOf('min'));
    const two = trials.map((trial) => ({ ...trial, values: [0, -Math.exp(trial.values![0]!)] }));
    const objectives: Objective[] = [...objectivesOf('min'), { name: 'score', mode: 'max' }];
    expect(parameterImportances(two, spaces, objectives, { objective: 'score' })).toEqual(expected);
  });

  it('leaves out trials that did not end, had less to use, or have no number', () => {
    const trials = trialsOf(first!.trials);
    const spaces = [first!.space as SearchSpace];
    const [one] = trials as [Trial];
    const others: Trial[] = [
      { ...one, number: 100, state: 'failed', values: undefined },
      { ...one, number: 101, budget: { epochs: 3 }, values: [-9] },
      { ...one, number: 102, values: [NaN] },
      { ...one, number: 103, state: 'pruned', values: [-9] },
    ];
    const expected = parameterImportances(trials, spaces, objectivesOf('min'));
    expect(parameterImportances([...others, ...trials], spaces, objectivesOf('min'))).toEqual(expected);
  });

  it('has nothing to say where all trials are good, or there are none', () => {
    const trials = trialsOf(first!.trials).map((trial) => ({ ...trial, values: [1] }));
    const spaces = [first!.space as SearchSpace];
    expect(parameterImportances(trials, spaces, objectivesOf('min'))).toEqual({ rate: 0, x: 0 });
    expect(parameterImportances([], spaces, objectivesOf('min'))).toEqual({});
  });

  it('refuses an objective that there is not, and shares that are none', () => {
    const run = (options: object) => () => parameterImportances([], [], objectivesOf('min'), options);
    expect(run({ objective: 'x' })).toThrow("objective must be one of loss, got 'x'");
    expect(run({ quantile: 1 })).toThrow('quantile must be a number between 0 and 1, got 1');
  });
});
