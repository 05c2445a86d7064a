import type { Clock, Scheduler } from '@lml/core';

import type { SchedulerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

const BASE = 0.1;
const STEPS_IN_EPOCH = 4;
const USUAL: readonly Clock[] = [0, 1, 2, 3, 4, 5, 6, 7, 40, 400, 40_000].map((step) => ({
  batch: step,
  step,
  samples: step * 32,
  epoch: Math.floor(step / STEPS_IN_EPOCH),
  seconds: step / 100,
}));

/** Scheduler: a pure function of base rate and clock. */
export const schedulerSuite: KindSuite = {
  use: (scheduler: Scheduler, one: Case) => clocksOf(one).map((clock) => scheduler.learningRate(BASE, clock)),
  checks: [
    caseCheck<Scheduler>('scheduler/rate', 'gives a finite rate of at least 0 at every time', (scheduler, one) => {
      for (const clock of clocksOf(one)) {
        const rate = scheduler.learningRate(BASE, clock);
        ensure(Number.isFinite(rate) && rate >= 0, `at step ${clock.step}, epoch ${clock.epoch}, it gives ${rate}`);
      }
    }),
    caseCheck<Scheduler>(
      'scheduler/pure',
      'depends on base rate and clock alone, so that resuming is exact',
      (scheduler, one) => {
        const clocks = clocksOf(one);
        const forwards = clocks.map((clock) => scheduler.learningRate(BASE, clock));
        const backwards = [...clocks].reverse().map((clock) => scheduler.learningRate(BASE, clock));
        const found = difference(forwards, backwards.reverse());
        ensure(found === undefined, () => `asked in another order it gives ${found}`);
      },
    ),
  ],
};

function clocksOf({ conformance }: Case): readonly Clock[] {
  return ((conformance ?? {}) as SchedulerConformance).clocks ?? USUAL;
}
