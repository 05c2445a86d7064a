import type { Clock, HyperNumbers, NamedNumbers, Scheduler } from '@lml/core';

import type { SchedulerConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';

const BASE: HyperNumbers = { lr: 0.1, momentum: 0.9, beta1: 0.8, weightDecay: 0.01 };
const STEPS_IN_EPOCH = 4;
const TOTAL = { steps: 500, epochs: 125, stepsPerEpoch: STEPS_IN_EPOCH };
const USUAL: readonly Clock[] = [0, 1, 2, 3, 4, 5, 6, 7, 40, 400, 40_000].map((step) => ({
  batch: step,
  step,
  samples: step * 32,
  epoch: Math.floor(step / STEPS_IN_EPOCH),
  seconds: step / 100,
}));
/** A loss that falls, and then stays. */
const OBSERVED = [1, 0.5, ...new Array<number>(30).fill(0.25)];

/** Scheduler: finite numbers that the optimizer has, by base, clock and what it remembers alone. */
export const schedulerSuite: KindSuite = {
  use: (scheduler: Scheduler, one: Case) => allOf(scheduler, clocksOf(one)),
  checks: [
    caseCheck<Scheduler>(
      'scheduler/numbers',
      'gives finite numbers that the optimizer has at every time',
      (scheduler, one) => {
        scheduler.setup?.();
        clocksOf(one).forEach((clock) => {
          const values = valuesAt(scheduler, clock);
          ensure(Object.keys(values).length > 0, `at step ${clock.step} it gives no number`);
          for (const [name, value] of Object.entries(values)) {
            const place = `at step ${clock.step}, epoch ${clock.epoch}`;
            ensure(
              name in BASE,
              `${place} it gives '${name}', which is not in the base: ${Object.keys(BASE).join(', ')}`,
            );
            ensure(Number.isFinite(value) && value >= 0, `${place} it gives ${name} = ${value}`);
          }
        });
      },
    ),
    caseCheck<Scheduler>(
      'scheduler/pure',
      'depends on base, clock and what it observed alone, so that resuming is exact',
      (scheduler, one) => {
        scheduler.setup?.();
        const clocks = clocksOf(one);
        const forwards = allOf(scheduler, clocks);
        const backwards = allOf(scheduler, [...clocks].reverse());
        const found = difference(forwards, backwards.reverse());
        ensure(found === undefined, () => `asked in another order it gives ${found}`);
      },
    ),
    caseCheck<Scheduler>(
      'scheduler/base',
      'follows the learning rate that the optimizer has',
      (scheduler, one) => {
        scheduler.setup?.();
        const halved = Object.fromEntries(
          Object.entries(BASE).map(([name, value]) => [name, value / 2]),
        ) as HyperNumbers;
        const [usual, other] = [BASE, halved].map((base) =>
          clocksOf(one).map((clock) => valuesAt(scheduler, clock, base)),
        );
        const isFixed = usual!.every(({ lr }, at) => lr === other![at]!['lr']);
        const remedy = 'If that is meant, give the trait conformance: { base: false }.';
        ensure(
          !isFixed || usual![0]!['lr'] === undefined,
          () => `lr is the same whatever the optimizer has. ${remedy}`,
        );
      },
      ({ conformance }) => ((conformance ?? {}) as SchedulerConformance).base !== false,
    ),
    caseCheck<Scheduler>('scheduler/memory', 'goes on from its state, and begins anew by setup', (scheduler, one) => {
      if (scheduler.observe === undefined) return;
      ensure(scheduler.monitor !== undefined, 'it observes, but names no number to watch: monitor');
      ensure(scheduler.setup !== undefined, 'it observes, but has no setup by which it begins anew');
      ensure(scheduler.state !== undefined && scheduler.load !== undefined, 'it observes, but has no state and load');
      scheduler.setup();
      const first = allOf(scheduler, clocksOf(one));
      for (const value of OBSERVED) scheduler.observe({ value, mode: 'min', clock: USUAL.at(-1)! });
      const observed = allOf(scheduler, clocksOf(one));
      const state: unknown = JSON.parse(JSON.stringify(scheduler.state()));
      scheduler.setup();
      const anew = difference(first, allOf(scheduler, clocksOf(one)));
      ensure(anew === undefined, () => `after setup it gives ${anew}`);
      scheduler.load(state);
      const loaded = difference(observed, allOf(scheduler, clocksOf(one)));
      ensure(loaded === undefined, () => `with its state loaded it gives ${loaded}`);
    }),
  ],
};

function allOf(scheduler: Scheduler, clocks: readonly Clock[]): NamedNumbers[] {
  return clocks.map((clock) => valuesAt(scheduler, clock));
}

function valuesAt(scheduler: Scheduler, clock: Clock, base = BASE): NamedNumbers {
  return scheduler.values(base, { clock, total: TOTAL, monitored: undefined });
}

function clocksOf({ conformance }: Case): readonly Clock[] {
  return ((conformance ?? {}) as SchedulerConformance).clocks ?? USUAL;
}
