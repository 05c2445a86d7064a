import { defineComponent, type Callback, type StateEntry } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How much of the averages is kept in each update, at the most. Default: `0.999`. */
  decay: z
    .number()
    .min(0)
    .lt(1)
    .default(0.999)
    .describe('How much of the averages is kept in each update, at the most.'),
};

/** Options of {@link weightAverages}. */
export interface WeightAveragesOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Exponential moving averages of weights, which are what is validated, saved and predicted with. In update t, from 0,
 * $`a ← d a + (1 − d) θ`$ with $`d = \min(\text{decay}, (1 + t)/(10 + t))`$, so that early weights are soon forgotten. The
 * averages are state of the callback and in every checkpoint; the weights that are trained are there too.
 *
 * @see Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992; TensorFlow's `ExponentialMovingAverage`.
 *
 * @example
 * ```ts
 * import { weightAverages } from 'lml-plugin-showcase';
 *
 * weightAverages({ decay: 0.99 }).name; // => 'weight-averages'
 * ```
 */
export const weightAverages = defineComponent({
  kind: 'callback',
  name: 'weight-averages',
  summary: 'Moving averages of weights, which are validated, saved and predicted with.',
  schema: z.strictObject(shape),
  examples: [{}, { decay: 0.9 }],
  create: ({ decay }, { name }): Callback => ({
    name,
    phase: 'compute',
    state: ({ weights, parameters }): StateEntry[] => [
      ...parameters.map((parameter): StateEntry => {
        const value = weights[parameter]!;
        return { name: `average/${parameter}`, shape: value.shape, dtype: 'float32', trainable: false, value };
      }),
      {
        name: 'updates',
        shape: [],
        dtype: 'float32',
        trainable: false,
        value: { dtype: 'float32', shape: [], data: Float32Array.of(0) },
      },
    ],
    transformUpdate(updated, _before, context) {
      const updates = context.read('updates');
      const kept = tf.minimum(decay, tf.div(tf.add(1, updates), tf.add(10, updates)));
      for (const [parameter, value] of Object.entries(updated)) {
        const average = context.read(`average/${parameter}`);
        context.write(`average/${parameter}`, tf.add(value, tf.mul(kept, tf.sub(average, value))));
      }
      context.write('updates', tf.add(updates, 1));
      return updated;
    },
    evaluationParameters: (parameters, context) =>
      Object.fromEntries(Object.keys(parameters).map((parameter) => [parameter, context.read(`average/${parameter}`)])),
  }),
});

declare module '@lml/core' {
  interface CallbackComponents {
    'weight-averages': typeof weightAverages;
  }
  interface CallbackOptions {
    'weight-averages': WeightAveragesOptions;
  }
}
