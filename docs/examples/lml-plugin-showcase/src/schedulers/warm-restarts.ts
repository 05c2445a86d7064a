import { defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

const shape = {
  /** The length of the first cycle, in updates. Default: `100`. */
  period: z.int().min(1).default(100).describe('The length of the first cycle, in updates.'),
  /** How many times as long each cycle is as the one before. Default: `1`. */
  factor: z.int().min(1).default(1).describe('How many times as long each cycle is as the one before.'),
  /** The part of each number that is left at the end of a cycle. Default: `0`. */
  floor: z.number().min(0).lt(1).default(0).describe('The part of each number that is left at the end of a cycle.'),
  /** Updates in which numbers rise from nothing before the first cycle. Default: `0`. */
  warmup: z.int().min(0).default(0).describe('Updates in which numbers rise from nothing before the first cycle.'),
  /** The hyper-numbers that follow it. Default: `['lr']`. */
  numbers: z.array(z.string()).min(1).readonly().default(['lr']).describe('The hyper-numbers that follow it.'),
};

/** Options of {@link warmRestarts}. */
export interface WarmRestartsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Half a cosine down again and again, after a linear warm-up. With T the length of a cycle and t the updates in it, numbers b are
 * $`b (f + (1 − f)(1 + \cos(π t / T)) / 2)`$. Without a warm-up and a floor it is `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.
 *
 * @see Loshchilov and Hutter, SGDR: stochastic gradient descent with warm restarts, 2017.
 *
 * @example
 * ```ts
 * import { warmRestarts } from 'lml-plugin-showcase';
 *
 * const scheduler = warmRestarts({ period: 4, factor: 2 });
 * const total = { steps: undefined, epochs: undefined };
 * const at = (step: number) => ({ clock: { batch: step, step, samples: step, epoch: 0, seconds: 0 }, total, monitored: undefined });
 * scheduler.values({ lr: 0.5 }, at(2)).lr; // => 0.25
 * scheduler.values({ lr: 0.5 }, at(4)).lr; // => 0.5
 * scheduler.values({ lr: 0.5 }, at(8)).lr; // => 0.25
 * ```
 */
export const warmRestarts = defineComponent({
  kind: 'scheduler',
  name: 'warm-restarts',
  summary: 'Half a cosine down again and again, after a linear warm-up.',
  schema: z.strictObject(shape),
  examples: [{}, { period: 5, factor: 2, floor: 0.1, warmup: 3, numbers: ['lr', 'weightDecay'] }],
  create: ({ period, factor, floor, warmup, numbers }): Scheduler => ({
    values(base, { clock: { step } }) {
      const part =
        step < warmup
          ? step / warmup
          : floor + ((1 - floor) * (1 + Math.cos(Math.PI * doneAt(step - warmup, period, factor)))) / 2;
      // A number that the optimizer lacks is named too, so that core can say so.
      return Object.fromEntries(numbers.map((name) => [name, (base[name] ?? 0) * part]));
    },
  }),
});

/** Which part of its cycle is done at an update. */
function doneAt(step: number, period: number, factor: number): number {
  if (factor === 1) return (step % period) / period;
  const cycle = Math.floor(Math.log((step / period) * (factor - 1) + 1) / Math.log(factor) + 1e-12);
  const length = period * factor ** cycle;
  return (step - (period * (factor ** cycle - 1)) / (factor - 1)) / length;
}

declare module '@lml/core' {
  interface SchedulerComponents {
    'warm-restarts': typeof warmRestarts;
  }
  interface SchedulerOptions {
    'warm-restarts': WarmRestartsOptions;
  }
}
