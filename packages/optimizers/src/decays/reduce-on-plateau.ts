import { CheckpointError, defineComponent, type Scheduler } from '@lml/core';
import { z } from 'zod';

import { nonNegative } from '../shared/fields.js';
import { changed, numbersShape } from '../shared/schedule-shape.js';

const shape = {
  /** The number to watch. Default: `'validation/loss'`. */
  monitor: z.string().default('validation/loss').describe('The number to watch.'),
  /** Which way it should go. Default: as its metric says, else 'min'. */
  mode: z.enum(['min', 'max']).optional().describe("Which way it should go. Default: as its metric says, else 'min'."),
  /** What is left of a rate when it is reduced. Default: `0.1`. */
  factor: z.number().min(0).lt(1).default(0.1).describe('What is left of a rate when it is reduced.'),
  /** How many judgements in a row may bring nothing better. Default: `10`. */
  patience: z.int().min(0).default(10).describe('How many judgements in a row may bring nothing better.'),
  /** By how much it must get better to count. Default: `1e-4`. */
  threshold: nonNegative('the threshold').default(1e-4).describe('By how much it must get better to count.'),
  /** Whether the threshold is a part of the best value, or a difference from it. Default: `'rel'`. */
  thresholdMode: z
    .enum(['rel', 'abs'])
    .default('rel')
    .describe('Whether the threshold is a part of the best value, or a difference from it.'),
  /** How many judgements after a reduction do not count. Default: `0`. */
  cooldown: z.int().min(0).default(0).describe('How many judgements after a reduction do not count.'),
  /** Below this no rate is reduced. Default: `0`. */
  min: nonNegative('the least value').default(0).describe('Below this no rate is reduced.'),
  /** A reduction by no more than this is left out. Default: `1e-8`. */
  eps: nonNegative('eps').default(1e-8).describe('A reduction by no more than this is left out.'),
};

/** Options of {@link reduceOnPlateau}. */
export interface ReduceOnPlateauOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof numbersShape>> {}

/** What it remembers. NaN and infinities are numbers too, which z.number() does not take. */
const memorySchema = z.object({
  best: z.custom<number>((value) => typeof value === 'number', 'must be a number').optional(),
  waited: z.int().min(0),
  cooling: z.int().min(0),
  reductions: z.int().min(0),
});

/**
 * Reduces the learning rate when a watched number has stopped getting better.
 *
 * It judges each new value of any number that is reported: after each validation, or each epoch for a number of the training, as `train/loss`. Numbers are those of
 * `torch.optim.lr_scheduler.ReduceLROnPlateau`: reduced is when more than `patience` values in a row were not better.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run if the number is never reported.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { reduceOnPlateau } from '@lml/optimizers';
 *
 * const scheduler = reduceOnPlateau({ monitor: 'train/loss', patience: 1, factor: 0.5 });
 * const run = { base: { lr: 0.4 }, steps: 5, stepsPerEpoch: 1, observed: [1, 0.8, 0.8, 0.9] };
 * scheduleValues(scheduler, run).lr; // => [0.4, 0.4, 0.4, 0.4, 0.2]
 * ```
 *
 * @see
 * [torch.optim.lr_scheduler.ReduceLROnPlateau](https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html)
 * 2.x
 */
export const reduceOnPlateau = defineComponent({
  kind: 'scheduler',
  name: 'reduce-on-plateau',
  summary: 'Reduces the learning rate when a watched number has stopped getting better.',
  schema: z.strictObject({ ...shape, ...numbersShape }),
  create: (
    { monitor, mode: wanted, factor, patience, threshold, thresholdMode, cooldown, min, eps, numbers },
    { name },
  ): Scheduler => {
    const anew = (): z.infer<typeof memorySchema> => ({ waited: 0, cooling: 0, reductions: 0 });
    let memory = anew();
    const isBetter = (value: number, best: number, mode: 'min' | 'max'): boolean => {
      const sign = mode === 'min' ? -1 : 1;
      return sign * value > sign * (thresholdMode === 'rel' ? best * (1 + sign * threshold) : best + sign * threshold);
    };
    return {
      monitor,
      values: (base) =>
        changed(numbers, base, (first) => {
          let value = first;
          for (let reduction = 0; reduction < memory.reductions; reduction++) {
            const next = Math.max(value * factor, min);
            if (value - next > eps) value = next;
          }
          return value;
        }),
      setup: () => void (memory = anew()),
      observe({ value, mode }) {
        const { best } = memory;
        // NaN is never better, the first value is.
        const better = best === undefined ? !Number.isNaN(value) : isBetter(value, best, wanted ?? mode);
        if (better) memory.best = value;
        memory.waited = better ? 0 : memory.waited + 1;
        if (memory.cooling > 0) {
          memory.cooling -= 1;
          memory.waited = 0;
        }
        if (memory.waited <= patience) return;
        memory.reductions += 1;
        memory.cooling = cooldown;
        memory.waited = 0;
      },
      state: () => ({ ...memory }),
      load(state) {
        const parsed = memorySchema.safeParse(state);
        if (!parsed.success) {
          const message = `The state of ${name} in the checkpoint cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
          throw new CheckpointError(message);
        }
        memory = parsed.data;
      },
    };
  },
  examples: [{}, { monitor: 'validation/accuracy', mode: 'max', factor: 0.5, patience: 2, cooldown: 1, min: 1e-5 }],
});
