import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { CheckpointError } from '../../errors/checkpoint-error.js';
import { InvalidArgumentError } from '../../errors/invalid-argument-error.js';
import { moveAverages } from '../../learning/move-averages.js';
import { splitName } from '../../learning/parameter-groups.js';
import { defineComponent } from '../../registry/define-component.js';
import type { Step } from '../../steps/step.js';
import type { Callback, RunContext } from '../callback.js';
import { read, statisticsStep } from './average-statistics.js';
import { AVERAGE, averageOf, buffersOf } from './averaged-weights.js';

/** The state that is 1 once there are averages. */
const BEGUN = 'begun';

const startSchema = z.union([
  z.strictObject({
    /** Epochs that come before. */
    epoch: z.int().min(0).describe('Epochs that come before.'),
  }),
  z.strictObject({
    /** The part of maxEpochs that comes before. */
    fraction: z.number().min(0).lt(1).describe('The part of maxEpochs that comes before.'),
  }),
]);

const shape = {
  /** The learning rate at which weights are averaged. */
  swaLr: z.number().gt(0).describe('The learning rate at which weights are averaged.'),
  /** Which epochs come before the first that counts. */
  start: startSchema.default({ fraction: 0.8 }).describe('Which epochs come before the first that counts.'),
  /** In how many epochs the rate goes to swaLr. Default: `10`. */
  annealEpochs: z.int().min(0).default(10).describe('In how many epochs the rate goes to swaLr.'),
  /** Along which curve it goes there. Default: `'cosine'`. */
  annealing: z.enum(['cosine', 'linear']).default('cosine').describe('Along which curve it goes there.'),
};

/** Options of {@link swa}. */
export interface SwaOptions extends z.input<z.ZodObject<typeof shape>> {}

const numberSchema = z.custom<number>((value) => typeof value === 'number', 'must be a number');
const stateSchema = z.object({ count: z.int().min(0), first: z.record(z.string(), numberSchema).optional() });

/**
 * Stochastic weight averaging: the mean of the weights after each epoch from `start` on, at a learning rate that goes to `swaLr` and stays
 * there. From the first mean on it takes the place of the weights wherever the run uses weights: it is validated, saved as the weights of
 * checkpoints, tested and predicted with, and the model has it after the fit. Training goes on with the weights themselves.
 *
 * After $`n`$ epochs that count the mean is $`a \leftarrow a + (\theta - a)/(n + 1)`$. In epoch $`e`$ of those, from 0, every learning rate
 * of the optimizer is $`\alpha\,\text{swaLr} + (1 - \alpha)\,\text{lr}`$, where lr is what the schedule gave for the first of them, and
 * $`\alpha`$ goes from 0 to 1 in `annealEpochs`.
 *
 * Running statistics of the model (of batch normalisation, say) are those of the mean weights: they are computed anew by a pass over the
 * training data after each epoch that counts, as the mean over its batches. A model without any needs none.
 *
 * State: `average/<weight>` for each of them, and `begun`.
 *
 * @throws `LML_INVALID_ARGUMENT` in a run without `maxEpochs` where `start` is a fraction of it.
 *
 * @see Izmailov et al., Averaging weights leads to wider optima and better generalization, 2018; `AveragedModel`, `SWALR` and `update_bn`
 * of PyTorch, and `StochasticWeightAveraging` of Lightning, which has these defaults.
 *
 * @example
 * ```ts
 * import { DataModule, swa, Trainer } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 *
 * // The prediction is the bias, which is 4, 6, 7 and 7.5 after the epochs.
 * const learner = supervised({
 *   data: new DataModule({ dataset: labelled({ inputs: [[0]], targets: [[8]] }) }),
 *   model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }),
 *   loss: mse(),
 *   optimizer: sgd({ lr: 0.25 }),
 * });
 * const callbacks = [swa({ swaLr: 0.25, start: { epoch: 2 } })];
 * await new Trainer({ maxEpochs: 4, callbacks, loggers: [] }).fit(learner);
 * (await learner.model.getWeights())['dense_0/bias']!.data; // => [7.25]
 * ```
 */
export const swa = defineComponent({
  kind: 'callback',
  name: 'swa',
  summary: 'Uses the mean of the weights of the last epochs in their place.',
  schema: z.strictObject(shape),
  examples: [{ swaLr: 0.05 }, { swaLr: 0.01, start: { epoch: 1 }, annealEpochs: 0, annealing: 'linear' }],
  create({ swaLr, start, annealEpochs, annealing }, { name }): Callback {
    let parameters: readonly string[] = [];
    let buffers: readonly string[] = [];
    let steps: { readonly average: Step; readonly statistics: Step } | undefined;
    /** Epochs before the first that counts. */
    let before = 0;
    /** How many epochs count so far. */
    let count = 0;
    /** The rates of the first epoch that counts, by full name. */
    let first: Readonly<Record<string, number>> | undefined;
    const share = (epochs: number): number => {
      const part = annealEpochs === 0 ? 1 : Math.min(1, epochs / annealEpochs);
      return annealing === 'linear' ? part : (1 - Math.cos(Math.PI * part)) / 2;
    };
    return {
      name,
      phase: 'compute',
      state(context) {
        parameters = context.parameters;
        buffers = buffersOf(context.model);
        const value = { dtype: 'float32' as const, shape: [], data: Float32Array.of(0) };
        const begun = { name: BEGUN, shape: [], dtype: 'float32' as const, trainable: false, value };
        return [...[...parameters, ...buffers].map((weight) => averageOf(weight, context.weights[weight]!)), begun];
      },
      setup({ action, limits: { maxEpochs }, learner, prefix }) {
        [count, first] = [0, undefined];
        if (action !== 'fit') return;
        steps = {
          average: averageStep(prefix, parameters),
          statistics: statisticsStep(learner, prefix, parameters, buffers),
        };
        if ('epoch' in start) before = start.epoch;
        else if (maxEpochs !== undefined) before = Math.floor(start.fraction * maxEpochs);
        else throw new InvalidArgumentError(`start of ${name}`, '{ epoch } in a run without maxEpochs', start);
      },
      trainEpochStart({ clock, scheduled }) {
        if (clock.epoch >= before) first ??= scheduled;
      },
      schedule(numbers, { clock, prefix }) {
        if (clock.epoch < before) return {};
        const alpha = share(clock.epoch - before);
        const rates = Object.keys(numbers).filter((full) => splitName(full).name === 'lr');
        const from = (full: string): number => first?.[prefix + full] ?? numbers[full]!;
        return Object.fromEntries(rates.map((full) => [full, alpha * swaLr + (1 - alpha) * from(full)]));
      },
      async trainBatchesEnd(run) {
        if (run.clock.epoch > before) await average(run);
      },
      evaluationParameters(weights, context) {
        const begun = tf.greater(context.read(BEGUN), 0);
        const raw = {
          ...weights,
          ...Object.fromEntries(buffers.map((buffer) => [buffer, context.readWeight(buffer)])),
        };
        return Object.fromEntries(Object.entries(raw).map(([weight, value]) => [weight, tf.where(begun, context.read(AVERAGE + weight), value)])); // prettier-ignore
      },
      save: () => ({ count, first }),
      restore(saved, checkpoint) {
        const parsed = stateSchema.safeParse(saved);
        if (!parsed.success) {
          const message = `The state of ${name} in the checkpoint '${checkpoint}' cannot be: ${z.prettifyError(parsed.error)}. Use another one.`;
          throw new CheckpointError(message);
        }
        ({ count, first } = parsed.data);
      },
    };

    /** Takes the weights of an epoch into the mean, and computes its statistics. */
    async function average({ engine, learner, clock, readTraining }: RunContext): Promise<void> {
      const numbers = (index: number): Record<string, number> => ({
        share: 1 / (index + 1),
        copies: index === 0 ? 1 : 0,
      });
      await engine.run(steps!.average, {}, { step: clock.step, hyper: numbers(count) });
      count += 1;
      if (buffers.length === 0) return;
      await readTraining(async (batch, index) => {
        const hyper = { ...learner.hyper, ...numbers(index) };
        await engine.run(steps!.statistics, batch, { step: clock.batch + index, hyper });
      });
    }
  },
});

/** The step that takes the weights as they are into the mean. */
function averageStep(prefix: string, parameters: readonly string[]): Step {
  return {
    name: `${prefix}average`,
    stage: 'train',
    training: true,
    run(_batch, context) {
      const averages = read(context, parameters, prefix + AVERAGE);
      const next = moveAverages(averages, read(context, parameters), context.hyper('share'), context.hyper('copies'));
      for (const [name, value] of Object.entries(next)) context.write(prefix + AVERAGE + name, value);
      context.write(prefix + BEGUN, tf.scalar(1));
      return {};
    },
  };
}
