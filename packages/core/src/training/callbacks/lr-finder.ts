import { z } from 'zod';

import { ndArray } from '../../data/nd-array.js';
import { CheckpointError } from '../../errors/checkpoint-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import type { CurveFigure } from '../../learning/figure.js';
import { ratesOf } from '../../learning/parameter-groups.js';
import { defineComponent } from '../../registry/define-component.js';
import type { Callback, RunContext } from '../callback.js';
import { createSmoother, rateAt, steepestFall, type RateMode } from './rate-range.js';

/** Losses of the first rates, and of the last one, say little. */
const [SKIPPED_FIRST, SKIPPED_LAST] = [10, 1];

const shape = {
  /** The rate that is tried first. Default: `1e-8`. */
  minLr: z.number().gt(0).default(1e-8).describe('The rate that is tried first.'),
  /** The rate that is tried last. Default: `1`. */
  maxLr: z.number().gt(0).default(1).describe('The rate that is tried last.'),
  /** How many rates are tried, each for one step of the optimizer. Default: `100`. */
  numTraining: z
    .int()
    .min(SKIPPED_FIRST + SKIPPED_LAST + 2)
    .default(100)
    .describe('How many rates are tried, each for one step of the optimizer.'),
  /** Whether rates grow by equal factors, or by equal differences. Default: `'exponential'`. */
  mode: z
    .enum(['exponential', 'linear'])
    .default('exponential')
    .describe('Whether rates grow by equal factors, or by equal differences.'),
  /** It ends where the smoothed loss is so many times the least; with null it tries all. Default: `4`. */
  earlyStopThreshold: z
    .number()
    .gt(1)
    .nullable()
    .default(4)
    .describe('It ends where the smoothed loss is so many times the least; with null it tries all.'),
  /** How much of the smoothed loss is kept in each step. Default: `0.98`. */
  smoothing: z.number().min(0).lt(1).default(0.98).describe('How much of the smoothed loss is kept in each step.'),
  /** Whether the run goes on with the rate that was found, or with that of the optimizer's options. Default: `true`. */
  update: z
    .boolean()
    .default(true)
    .describe("Whether the run goes on with the rate that was found, or with that of the optimizer's options."),
};

/** Options of {@link lrFinder}. */
export interface LrFinderOptions extends z.input<z.ZodObject<typeof shape>> {}

const numberSchema = z.custom<number>((value) => typeof value === 'number', 'must be a number');
const foundSchema = z.object({
  rates: z.array(numberSchema),
  losses: z.array(numberSchema),
  suggestion: numberSchema.nullable(),
});

/** What a search has found. */
type Found = z.output<typeof foundSchema>;

/**
 * Finds a learning rate before training begins: it trains for some steps with rates from `minLr` to `maxLr`, follows the loss, puts all
 * state back, and goes on with the rate at which the smoothed loss fell fastest. The run is then, to the bit, that of an optimizer with
 * this rate: schedules begin from it, and rates of groups of parameters keep their ratio to it.
 *
 * The smoothed loss is an exponential average without its start. Its slope is over the logarithm of the rate, over the rate itself
 * with `mode: 'linear'`, by least squares over a fifth of the rates around each, so that what differs from batch to batch is not
 * taken for a fall; the first ten rates and the last one are left out. The search goes on with the next epoch
 * where one has too few batches, counts windows where gradients are accumulated, and ends at a loss that is not finite.
 *
 * It logs `train/lr-finder/suggestion` and the figure `train/lr-finder/curve`. A run that is resumed keeps the rate.
 *
 * @throws `LML_INVALID_OPTIONS` where `minLr` is not below `maxLr`; in the run `LML_INVALID_ARGUMENT` for a learner with several training
 * steps, and where the loss grew before there was anything to be seen.
 *
 * @see Smith, Cyclical learning rates for training neural networks, 2017; `LearningRateFinder` of Lightning and `lr_find` of fastai.
 *
 * @example
 * ```ts
 * import { DataModule, lrFinder, Trainer } from '@lml/core';
 * import { iris } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { crossEntropy } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { adam } from '@lml/optimizers';
 *
 * const learner = supervised({
 *   data: new DataModule({ dataset: iris(), batchSize: 30 }),
 *   model: mlp({ inputSize: 4, hiddenSizes: [8], outputSize: 3 }),
 *   loss: crossEntropy(),
 *   optimizer: adam(),
 * });
 * const trainer = new Trainer({ maxEpochs: 2, callbacks: [lrFinder({ minLr: 1e-5, maxLr: 10 })], loggers: [] });
 * const { values, history } = await trainer.fit(learner);
 * values['train/lr-finder/suggestion'] === history[0]!.values['train/lr']; // => true
 * ```
 */
export const lrFinder = defineComponent({
  kind: 'callback',
  name: 'lr-finder',
  summary: 'Finds the learning rate at which the loss falls fastest, and trains with it.',
  schema: z
    .strictObject(shape)
    .refine(({ minLr, maxLr }) => minLr < maxLr, { message: 'must be greater than minLr', path: ['maxLr'] }),
  examples: [{}, { minLr: 1e-4, maxLr: 0.1, mode: 'linear', numTraining: 20, update: false, earlyStopThreshold: null }],
  create({ minLr, maxLr, numTraining, mode, earlyStopThreshold, smoothing, update }, { name }): Callback {
    let found: Found | undefined;
    const search = async (run: RunContext): Promise<Found | undefined> => {
      const [rates, losses]: number[][] = [[], []];
      const smooth = createSmoother(smoothing);
      let least = Infinity;
      const rate = (index: number): number => rateAt(index, numTraining, minLr, maxLr, mode);
      const complete = await run.rehearse({
        steps: numTraining,
        numbers: (index, base) => ratesOf(base, rate(index)),
        seen(index, loss) {
          const smoothed = smooth(loss);
          if (!Number.isFinite(smoothed)) return false;
          rates!.push(rate(index));
          losses!.push(smoothed);
          least = Math.min(least, smoothed);
          // Of a loss that is negative, a multiple says nothing.
          return earlyStopThreshold === null || least <= 0 || smoothed <= earlyStopThreshold * least;
        },
      });
      if (!complete) return undefined;
      const at = steepestFall(losses!.slice(SKIPPED_FIRST, -SKIPPED_LAST));
      return { rates: rates!, losses: losses!, suggestion: at === undefined ? null : rates![SKIPPED_FIRST + at]! };
    };
    return {
      name,
      phase: 'compute',
      setup: () => void (found = undefined),
      async trainStart(run) {
        if (run.learner.trainingSteps() !== undefined)
          throw new InvalidArgumentError(name, 'used with a learner of one training step', run.learner, 'Each of its steps has a rate of its own.'); // prettier-ignore
        const before = found;
        found ??= await search(run);
        if (found === undefined) return;
        run.log('curve', curveOf(found, mode));
        if (found.suggestion === null) {
          throw new InvalidArgumentError(
            `the rates that ${name} tried before the loss grew`,
            `at least ${SKIPPED_FIRST + SKIPPED_LAST + 2}`,
            found.rates.length,
            'Give it a smaller minLr, or a greater numTraining.',
          );
        }
        // A run that goes on has it in its history.
        if (before === undefined) run.log('suggestion', found.suggestion);
      },
      base: (base) => (update && found?.suggestion != null ? ratesOf(base, found.suggestion) : {}),
      save: () => found,
      restore(saved, checkpoint) {
        const parsed = foundSchema.optional().safeParse(saved);
        if (!parsed.success) {
          const message = `The state of ${name} in the checkpoint '${checkpoint}' cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
          throw new CheckpointError(message);
        }
        found = parsed.data;
      },
    };
  },
});

/** The losses over the rates, and a dot where they fell fastest. */
function curveOf({ rates, losses, suggestion }: Found, mode: RateMode): CurveFigure {
  const line = (name: string, x: readonly number[], y: readonly number[]): CurveFigure['lines'][number] => ({
    name,
    x: ndArray(Float64Array.from(x)),
    y: ndArray(Float64Array.from(y)),
  });
  const marked = suggestion === null ? [] : [line('suggestion', [suggestion], [losses[rates.indexOf(suggestion)]!])];
  return {
    figure: 'curve',
    title: 'Loss by learning rate',
    lines: [line('smoothed loss', rates, losses), ...marked],
    xTitle: 'learning rate',
    yTitle: 'smoothed loss',
    ...(mode === 'exponential' && { xScale: 'log' }),
  };
}
