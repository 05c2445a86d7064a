import { z } from 'zod';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { defineComponent } from '../../registry/define-component.js';
import type { Callback, RunContext } from '../callback.js';
import { checkMonitor, isBetter, modeOf, monitored } from '../monitor.js';
import type { ReportedValues } from '../training-events.js';

/** What a checkpoint keeps of it. NaN and infinities are numbers too, which z.number() does not take. */
const stateSchema = z.object({
  best: z.custom<number>((value) => typeof value === 'number', 'must be a number').optional(),
  waited: z.int().min(0),
});

const shape = {
  /** The number to watch. Default: `'validation/loss'`. */
  monitor: z.string().default('validation/loss').describe('The number to watch.'),
  /** Which way it should go. Default: as its metric says, else 'min'. */
  mode: z.enum(['min', 'max']).optional().describe("Which way it should go. Default: as its metric says, else 'min'."),
  /** By how much it must get better to count. Default: `0`. */
  minDelta: z.number().min(0).default(0).describe('By how much it must get better to count.'),
  /** How many judgements in a row may bring nothing better. Default: `3`. */
  patience: z.int().min(0).default(3).describe('How many judgements in a row may bring nothing better.'),
  /** A value that is good enough to stop at. */
  stoppingThreshold: z.number().optional().describe('A value that is good enough to stop at.'),
  /** A value that is so bad that going on is no use. */
  divergenceThreshold: z.number().optional().describe('A value that is so bad that going on is no use.'),
};

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Ends a run when a watched number has stopped getting better, became NaN or infinite, is good enough, or hopeless.
 *
 * It judges after each epoch, or after each validation where validation comes at other times; results that are not new are
 * not judged again.
 *
 * @throws `LML_INVALID_ARGUMENT` in the run if the number is never reported.
 *
 * @example
 * ```ts
 * import { earlyStopping, Trainer } from '@lml/core';
 *
 * const trainer = new Trainer({ maxEpochs: 100, callbacks: [earlyStopping({ patience: 5 })] });
 * trainer.options.maxEpochs; // => 100
 * ```
 */
export const earlyStopping = defineComponent({
  kind: 'callback',
  name: 'early-stopping',
  summary: 'Ends a run when a watched number has stopped getting better.',
  schema: z.strictObject(shape),
  create: (
    { monitor, mode: wanted, minDelta, patience, stoppingThreshold, divergenceThreshold },
    { name },
  ): Callback => {
    let best: number | undefined;
    let waited = 0;
    const judge = (run: RunContext, values: ReportedValues): void => {
      const value = monitored(values, monitor);
      if (value === undefined) return;
      const mode = modeOf(run, monitor, wanted);
      if (!Number.isFinite(value)) return run.stop(`early-stopping: ${monitor} is ${value}`);
      if (stoppingThreshold !== undefined && isBetter(value, stoppingThreshold, mode)) {
        return run.stop(`early-stopping: ${monitor} reached ${stoppingThreshold}`);
      }
      if (divergenceThreshold !== undefined && isBetter(divergenceThreshold, value, mode)) {
        return run.stop(`early-stopping: ${monitor} passed ${divergenceThreshold}`);
      }
      if (isBetter(value, best, mode, minDelta)) {
        best = value;
        waited = 0;
        return;
      }
      waited += 1;
      if (waited >= Math.max(1, patience))
        run.stop(`early-stopping: ${monitor} has not got better for ${waited} judgements`);
    };
    return {
      name,
      phase: 'observe',
      monitor,
      mode: wanted,
      setup(run) {
        best = undefined;
        waited = 0;
        if (run.action === 'fit') checkMonitor(run, monitor);
      },
      validationEnd(run, values) {
        if (run.action === 'fit' && run.judgedAt === 'validationEnd') judge(run, values);
      },
      trainEpochEnd(run, values) {
        if (run.judgedAt === 'trainEpochEnd' || !monitor.startsWith('validation/')) judge(run, values);
      },
      save: () => ({ best, waited }),
      restore(state, checkpoint) {
        const parsed = stateSchema.safeParse(state);
        if (!parsed.success) {
          const message = `The state of early-stopping in the checkpoint '${checkpoint}' cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
          throw new CheckpointError(message);
        }
        ({ best, waited } = parsed.data);
      },
    };
  },
});
