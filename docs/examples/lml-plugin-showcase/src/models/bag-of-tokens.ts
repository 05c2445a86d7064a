import { defineComponent, defineModel, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many tokens there are, that which fills up, 0, among them. */
  tokens: z.int().min(2).describe('How many tokens there are, that which fills up, 0, among them.'),
  /** The size of the vector of a token. Default: `16`. */
  size: z.int().min(1).default(16).describe('The size of the vector of a token.'),
  /** The number of classes. */
  numClasses: z.int().min(2).describe('The number of classes.'),
};

/** Options of {@link bagOfTokens}. */
export interface BagOfTokensOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Scores of classes, `[batch, numClasses]`, from the mean of the vectors of tokens, int32 `[batch, time]`. What fills texts up, token 0, is
 * masked: it does not count in the mean, so that a score does not depend on the other texts of a batch. A text without tokens has the
 * scores of the bias.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { bagOfTokens } from 'lml-plugin-showcase';
 *
 * const model = bagOfTokens({ tokens: 9, numClasses: 3 });
 * await model.build({ random: new RandomStreams(0) });
 * model.outputShape; // => [null, 3]
 * ```
 */
export const bagOfTokens = defineComponent({
  kind: 'model',
  name: 'bag-of-tokens',
  summary: 'Scores of classes from the mean of the vectors of tokens, without those that fill up.',
  schema: z.strictObject(shape),
  examples: [
    { tokens: 8, numClasses: 3 },
    { tokens: 5, size: 2, numClasses: 2 },
  ],
  conformance: { input: { shape: [3, 4], dtype: 'int32', low: 0, high: 5 } },
  create: ({ tokens, size, numClasses }): Model =>
    defineModel({
      inputs: { shape: [null, null], dtype: 'int32' },
      weights: {
        embedding: { shape: [tokens, size] },
        kernel: { shape: [size, numClasses] },
        bias: { shape: [numClasses], initializer: 'zeros' },
      },
      forward(input, { weights: { embedding, kernel, bias } }) {
        const mask = tf.cast(tf.notEqual(input, 0), 'float32');
        const vectors = tf.mul(tf.gather(embedding, input), tf.expandDims(mask, 2));
        const counts = tf.maximum(tf.sum(mask, 1, true), 1);
        return tf.add(tf.matMul(tf.div<tf.Tensor2D>(tf.sum(vectors, 1), counts), kernel), bias);
      },
    }),
});

declare module '@lml/core' {
  interface ModelComponents {
    'bag-of-tokens': typeof bagOfTokens;
  }
  interface ModelOptions {
    'bag-of-tokens': BagOfTokensOptions;
  }
}
