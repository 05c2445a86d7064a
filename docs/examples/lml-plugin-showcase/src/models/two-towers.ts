import { defineComponent, defineModel, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many numbers each side has. */
  inputSize: z.int().min(1).describe('How many numbers each side has.'),
  /** The size of the vector that the tower makes of a side. Default: `8`. */
  size: z.int().min(1).default(8).describe('The size of the vector that the tower makes of a side.'),
  /** How much of the running means is kept in each step. Default: `0.9`. */
  momentum: z.number().min(0).lt(1).default(0.9).describe('How much of the running means is kept in each step.'),
};

/** Options of {@link twoTowers}. */
export interface TwoTowersOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Two inputs `{ left, right }`, `[batch, inputSize]` each, through one tower with shared weights, and two heads: `alike`, the scores of two
 * classes, `[batch, 2]`, and `distance`, `[batch]`. The tower subtracts the mean of its vectors, in training that of the batch (both
 * sides together), else a running mean, which is a buffer.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { twoTowers } from 'lml-plugin-showcase';
 *
 * const model = twoTowers({ inputSize: 4 });
 * await model.build({ random: new RandomStreams(0) });
 * model.outputShape; // => { alike: [null, 2], distance: [null] }
 * ```
 */
export const twoTowers = defineComponent({
  kind: 'model',
  name: 'two-towers',
  summary: 'Two inputs through one tower, with a class and a distance as outputs.',
  schema: z.strictObject(shape),
  examples: [{ inputSize: 3 }, { inputSize: 2, size: 3, momentum: 0.5 }],
  conformance: ({ inputSize }: Readonly<Record<string, unknown>>) => ({
    input: { left: { shape: [2, inputSize as number] }, right: { shape: [2, inputSize as number] } },
  }),
  create: ({ inputSize, size, momentum }): Model =>
    defineModel({
      inputs: { left: [null, inputSize], right: [null, inputSize] },
      weights: {
        'tower/kernel': { shape: [inputSize, size] },
        'tower/scale': { shape: [size], initializer: 'ones' },
        'alike/kernel': { shape: [1, 2] },
        'alike/bias': { shape: [2], initializer: 'zeros' },
        'distance/scale': { shape: [], initializer: 'ones' },
      },
      buffers: { 'tower/mean': { shape: [size] } },
      forward({ left, right }, { weights, buffers, training, write }) {
        const both = tf.matMul(tf.concat<tf.Tensor2D>([left, right]), weights['tower/kernel']);
        const running = buffers['tower/mean'];
        const mean = training ? tf.mean(both, 0) : running;
        if (training) write('tower/mean', tf.add(tf.mul(momentum, running), tf.mul(1 - momentum, mean)));
        const vectors = tf.mul(tf.sub(both, mean), weights['tower/scale']);
        const [a, b] = tf.split(vectors, 2) as [tf.Tensor, tf.Tensor];
        const distance = tf.mean<tf.Tensor2D>(tf.squaredDifference(a, b), 1, true);
        return {
          alike: tf.add(tf.matMul(distance, weights['alike/kernel']), weights['alike/bias']),
          distance: tf.mul(tf.squeeze(distance, [1]), weights['distance/scale']),
        };
      },
    }),
});

declare module '@lml/core' {
  interface ModelComponents {
    'two-towers': typeof twoTowers;
  }
  interface ModelOptions {
    'two-towers': TwoTowersOptions;
  }
}
