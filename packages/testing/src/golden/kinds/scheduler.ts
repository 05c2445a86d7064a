import type { Clock, HyperNumbers, RunTotal, Scheduler } from '@lml/core';
import { scheduledNumbers } from '@lml/core/engine';

import type { GoldenKind } from '../golden-kind.js';

/**
 * Input: `base` numbers of the optimizer (of a group of parameters as `lr@<pattern>`), `length` updates, perhaps `stepsPerEpoch` (else 1), `total` steps and epochs of the run, and
 * `observed`, a value of the watched number after each update. Expected: the numbers by name, one for each update.
 */
export const schedulerKind: GoldenKind<Scheduler> = {
  onEngines: false,
  closeness: { tolerance: 1e-12, size: (number) => Math.abs(number) },
  compute({ instance: scheduler, input, golden: { expected = {} } }) {
    const base = input['base'] as unknown as HyperNumbers;
    const perEpoch = (input['stepsPerEpoch'] ?? 1) as number;
    const { steps, epochs } = (input['total'] ?? {}) as Partial<RunTotal>;
    const observed = (input['observed'] ?? []) as readonly (number | string)[];
    const clockAt = (step: number): Clock => ({
      batch: step,
      step,
      samples: step,
      epoch: Math.floor(step / perEpoch),
      seconds: 0,
    });
    const found: Record<string, number[]> = Object.fromEntries(Object.keys(expected).map((name) => [name, []]));
    scheduler.setup?.();
    for (let step = 0; step < (input['length'] as number); step++) {
      const monitored = step === 0 || observed.length === 0 ? undefined : Number(observed[step - 1]);
      const total = { steps, epochs, stepsPerEpoch: input['stepsPerEpoch'] as number | undefined };
      const { numbers } = scheduledNumbers(base, scheduler, { clock: clockAt(step), total, monitored });
      for (const name of Object.keys(found)) found[name]!.push(numbers[name]!);
      if (step < observed.length)
        scheduler.observe?.({ value: Number(observed[step]), mode: 'min', clock: clockAt(step + 1) });
    }
    return found;
  },
};
