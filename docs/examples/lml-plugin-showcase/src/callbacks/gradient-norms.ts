import { defineComponent, ndArray, type Callback, type StateEntry } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How much of the mean norm is kept in each update. Default: `0.9`. */
  smoothing: z.number().min(0).lt(1).default(0.9).describe('How much of the mean norm is kept in each update.'),
};

/** Options of {@link gradientNorms}. */
export interface GradientNormsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Follows the norm of the gradient of each weight as an exponential mean, and logs them after each epoch: the largest as a number, all
 * of them as bars. The norms are taken in the step, where they cost little, and are state of the callback.
 *
 * @see Glorot and Bengio, Understanding the difficulty of training deep feedforward neural networks, 2010.
 *
 * @example
 * ```ts
 * import { DataModule, Trainer } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { supervised } from '@lml/learners';
 * import { mse } from '@lml/losses';
 * import { mlp } from '@lml/models';
 * import { sgd } from '@lml/optimizers';
 * import { gradientNorms } from 'lml-plugin-showcase';
 *
 * const learner = supervised({
 *   data: new DataModule({ dataset: labelled({ inputs: [[0]], targets: [[3]] }) }),
 *   model: mlp({ inputSize: 1, hiddenSizes: [], outputSize: 1 }),
 *   loss: mse(),
 *   optimizer: sgd({ lr: 0.25 }),
 * });
 * const trainer = new Trainer({ maxEpochs: 1, callbacks: [gradientNorms({ smoothing: 0 })], loggers: [] });
 * (await trainer.fit(learner)).values['train/gradient-norms/largest']; // => 6
 * ```
 */
export const gradientNorms = defineComponent({
  kind: 'callback',
  name: 'gradient-norms',
  summary: 'Logs the norms of the gradients of all weights.',
  schema: z.strictObject(shape),
  examples: [{}, { smoothing: 0 }],
  create({ smoothing }, { name }): Callback {
    let weights: readonly string[] = [];
    return {
      name,
      phase: 'compute',
      state({ parameters }): StateEntry[] {
        weights = parameters;
        return parameters.map((parameter) => ({
          name: `norm/${parameter}`,
          shape: [],
          dtype: 'float32',
          trainable: false,
          value: { dtype: 'float32', shape: [], data: Float32Array.of(0) },
        }));
      },
      hyper: ({ step }) => ({ share: (1 - smoothing) / (1 - smoothing ** (step + 1)) }),
      transformGradients(gradients, context) {
        for (const [parameter, gradient] of Object.entries(gradients)) {
          const mean = context.read(`norm/${parameter}`);
          const norm = tf.sqrt(tf.sum(tf.square(gradient)));
          context.write(`norm/${parameter}`, tf.add(mean, tf.mul(context.hyper('share'), tf.sub(norm, mean))));
        }
        return gradients;
      },
      async trainEpochEnd(run) {
        const states = weights.map((parameter) => `callback/${name}/norm/${parameter}`);
        const read = await run.engine.read(states);
        const norms = states.map((state) => Number(read[state]!.data[0]));
        run.log('largest', Math.max(...norms));
        run.log('all', { figure: 'bars', title: 'Norms of gradients', labels: weights, values: ndArray(norms) });
      },
    };
  },
});

declare module '@lml/core' {
  interface CallbackComponents {
    'gradient-norms': typeof gradientNorms;
  }
  interface CallbackOptions {
    'gradient-norms': GradientNormsOptions;
  }
}
