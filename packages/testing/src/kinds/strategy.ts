import {
  Study,
  type NumberDistribution,
  type SearchParameters,
  type Strategy,
  type StrategyView,
  type Trial,
} from '@lml/core';

import type { StrategyConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

/** So many trials are asked for at the most. */
const TRIALS = 16;

/** Strategy: proposals of the space, a pure function of the trials so far. */
export const strategySuite: KindSuite = {
  use: (strategy: Strategy, one: Case) => searched(strategy, one).trials,
  checks: [
    caseCheck<Strategy>('strategy/space', 'proposes parameters of the space', (strategy, one) => {
      const { trials } = searched(strategy, one);
      ensure(trials.length > 0, 'it proposes nothing');
      for (const { number, params } of trials) {
        const wrong = outside(params, one);
        ensure(wrong === undefined, `trial ${number} has ${wrong}`);
      }
    }),
    caseCheck<Strategy>(
      'strategy/pure',
      'proposes the same for the same trials, and leaves them alone',
      (strategy, one) => {
        const { trials, view } = searched(strategy, one);
        for (let count = 0; count < trials.length; count++) {
          const known: StrategyView = { ...view, trials: trials.slice(0, count) };
          const before = structuredClone(known);
          const first = strategy.propose(known);
          const changed = difference(before, structuredClone(known));
          ensure(changed === undefined, () => `it changed what it looks at: ${changed}`);
          const found = difference(first, strategy.propose(before));
          ensure(found === undefined, () => `asked twice for trial ${count} it gives ${found}`);
        }
      },
    ),
    caseCheck<Strategy>('strategy/plain', 'proposes plain data, as they come back from a file', (strategy, one) => {
      for (const trial of searched(strategy, one).trials) {
        const found = difference(JSON.parse(JSON.stringify(trial)), trial);
        ensure(found === undefined, () => `of trial ${trial.number} JSON gives ${found}`);
      }
    }),
  ],
};

function spaceOf({ conformance }: Case): NonNullable<StrategyConformance['space']> {
  const { space } = (conformance ?? {}) as StrategyConformance;
  return space ?? { count: { type: 'number', low: 1, high: 4, step: 1, log: false, integer: true }, kind: ['a', 'b'] };
}

/** A search whose trials are over as soon as they are asked for; the value is made of the number. */
function searched(strategy: Strategy, one: Case): { trials: readonly Trial[]; view: Omit<StrategyView, 'trials'> } {
  const study = new Study({ space: spaceOf(one), strategy, limit: TRIALS, seed: 3 });
  for (let trial = study.ask(); trial !== undefined; trial = study.ask())
    study.tell(trial.number, ((trial.number * 7) % 5) / 5);
  return { trials: study.trials, view: study.view };
}

/** The first parameter that the space does not allow, in words. */
function outside(params: SearchParameters, one: Case): string | undefined {
  for (const [name, distribution] of Object.entries(spaceOf(one))) {
    const value = params[name];
    const values = Array.isArray(distribution) ? (distribution as unknown[]) : undefined;
    const isWithin =
      values === undefined ? isNumberOf(distribution as NumberDistribution, value) : values.includes(value);
    if (!isWithin) return `${name} ${JSON.stringify(value)}`;
  }
  return undefined;
}

function isNumberOf({ low, high, integer }: NumberDistribution, value: unknown): boolean {
  return typeof value === 'number' && value >= low && value <= high && (!integer || Number.isInteger(value));
}
