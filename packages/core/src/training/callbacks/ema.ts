import { z } from 'zod';

import { defineComponent } from '../../registry/define-component.js';
import type { Callback } from '../callback.js';
import { averagedWeights } from './averaged-weights.js';

const shape = {
  /** How much of the averages is kept in each update. Default: `0.999`. */
  decay: z.number().min(0).lt(1).default(0.999).describe('How much of the averages is kept in each update.'),
  /** Whether less is kept at first, so that early weights are soon forgotten. Default: `false`. */
  warmup: z
    .boolean()
    .default(false)
    .describe('Whether less is kept at first, so that early weights are soon forgotten.'),
  /** The averages are updated in each of so many steps of the optimizer. Default: `1`. */
  every: z.int().min(1).default(1).describe('The averages are updated in each of so many steps of the optimizer.'),
  /** Before so many steps of the optimizer, the averages are the weights themselves. Default: `0`. */
  start: z
    .int()
    .min(0)
    .default(0)
    .describe('Before so many steps of the optimizer, the averages are the weights themselves.'),
  /**
   * Whether running statistics of the model are averaged too; else they are those of the latest step. Default: `true`.
   */
  buffers: z
    .boolean()
    .default(true)
    .describe('Whether running statistics of the model are averaged too; else they are those of the latest step.'),
};

/** Options of {@link ema}. */
export interface EmaOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Keeps exponential moving averages of the weights, which take their place wherever the run uses weights: they are validated, saved
 * as the weights of checkpoints, tested and predicted with, and the model has them after the fit. Training goes on with the weights
 * themselves, which a checkpoint keeps beside them.
 *
 * ```math
 * a \leftarrow a + (1 - d) (\theta - a)
 * ```
 *
 * after each update of the weights $`\theta`$, or each `every`-th; the first update that counts copies them. With `warmup` the decay of
 * update $`t`$, from 1, is $`\min(d, (1 + t)/(10 + t))`$. What loss and learner own and train is averaged too. Running statistics (of batch
 * normalisation, say) are averaged in the same way, so that no pass over the data is needed; weights that are frozen are not.
 *
 * State: `average/<weight>` for each of them.
 *
 * @see Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992; `AveragedModel` with `get_ema_multi_avg_fn` of
 * PyTorch, and `EMAWeightAveraging` of Lightning, which has these defaults. The warm-up is that of TensorFlow's
 * `ExponentialMovingAverage`.
 *
 * @example
 * ```ts
 * import { DataModule, ema, Trainer } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 *
 * // The prediction is the bias, which is 4, 6, and 7 after the steps.
 * const learner = supervised({
 *   data: new DataModule({ dataset: labelled({ inputs: [[0]], targets: [[8]] }) }),
 *   model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }),
 *   loss: mse(),
 *   optimizer: sgd({ lr: 0.25 }),
 * });
 * await new Trainer({ maxSteps: 3, callbacks: [ema({ decay: 0.5 })], loggers: [] }).fit(learner);
 * (await learner.model.getWeights())['dense_0/bias']!.data; // => [6]
 * ```
 */
export const ema = defineComponent({
  kind: 'callback',
  name: 'ema',
  summary: 'Uses exponential moving averages of the weights in their place.',
  schema: z.strictObject(shape),
  examples: [{}, { decay: 0.9, warmup: true }, { decay: 0.5, every: 2, start: 1, buffers: false }],
  create: ({ decay, warmup, every, start, buffers }, { name }): Callback => {
    const averages = averagedWeights(buffers);
    return {
      name,
      phase: 'compute',
      state: averages.state,
      hyper({ step }) {
        const updates = (step - start) / every;
        if (updates <= 0) return { share: 1, copies: 1 };
        const kept = warmup ? Math.min(decay, (1 + updates) / (10 + updates)) : decay;
        return { share: Number.isInteger(updates) ? 1 - kept : 0, copies: 0 };
      },
      transformUpdate(updated, _before, context) {
        averages.move(updated, context, { share: 'share', copies: 'copies' });
        return updated;
      },
      evaluationParameters: averages.used,
    };
  },
});
