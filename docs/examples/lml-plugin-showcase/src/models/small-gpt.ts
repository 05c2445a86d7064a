import { attention, defineComponent, defineModel, gelu, layerNorm, ShapeMismatchError, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many tokens there are. */
  vocabularySize: z.int().min(2).describe('How many tokens there are.'),
  /** The longest text, in tokens. */
  maxLength: z.int().min(2).describe('The longest text, in tokens.'),
  /** The size of embeddings, a multiple of `heads`. Default: `32`. */
  size: z.int().min(1).default(32).describe('The size of embeddings, a multiple of `heads`.'),
  /** The number of attention heads. Default: `2`. */
  heads: z.int().min(1).default(2).describe('The number of attention heads.'),
  /** The number of blocks. Default: `1`. */
  layers: z.int().min(1).default(1).describe('The number of blocks.'),
};

/** Options of {@link smallGpt}. */
export interface SmallGptOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A small language model: from tokens int32 `[batch, time]` to logits of the next one, `[batch, time, vocabularySize]`. Blocks are those of
 * GPT-2: normalisation, causal attention, normalisation, two dense layers with GELU, each pair added to what went in. The embedding
 * of tokens is also the last layer.
 *
 * @throws `LML_INVALID_OPTIONS` for a size that is no multiple of `heads`; `LML_SHAPE_MISMATCH` for a longer text.
 *
 * @see Radford, Wu, Child, Luan, Amodei, Sutskever: Language Models are Unsupervised Multitask Learners (2019)
 */
export const smallGpt = defineComponent({
  kind: 'model',
  name: 'small-gpt',
  summary: 'A small causal transformer.',
  schema: z.strictObject(shape).refine(({ size, heads }) => size % heads === 0, {
    path: ['size'],
    message: 'must be a multiple of heads',
  }),
  examples: [
    { vocabularySize: 5, maxLength: 6, size: 8 },
    { vocabularySize: 7, maxLength: 4, size: 6, heads: 3, layers: 2 },
  ],
  conformance: { input: { shape: [2, 4], dtype: 'int32', high: 5 } },
  create: ({ vocabularySize, maxLength, size, heads, layers }, { name }): Model => {
    const around = tf.initializers.randomNormal({ mean: 0, stddev: 0.2 });
    const block = (at: string) => ({
      [`${at}/attention/kernel`]: { shape: [size, 3 * size] },
      [`${at}/attention/bias`]: { shape: [3 * size], initializer: 'zeros' as const },
      [`${at}/projection/kernel`]: { shape: [size, size] },
      [`${at}/hidden/kernel`]: { shape: [size, 4 * size] },
      [`${at}/hidden/bias`]: { shape: [4 * size], initializer: 'zeros' as const },
      [`${at}/output/kernel`]: { shape: [4 * size, size] },
      [`${at}/output/bias`]: { shape: [size], initializer: 'zeros' as const },
      ...norm(`${at}/norm-1`),
      ...norm(`${at}/norm-2`),
    });
    const norm = (at: string) => ({
      [`${at}/gamma`]: { shape: [size], initializer: 'ones' as const },
      [`${at}/beta`]: { shape: [size], initializer: 'zeros' as const },
    });
    const names = Array.from({ length: layers }, (_, index) => `block_${index}`);
    return defineModel({
      inputs: { shape: [null, null], dtype: 'int32' },
      weights: {
        'tokens/embedding': { shape: [vocabularySize, size], initializer: around },
        'positions/embedding': { shape: [maxLength, size], initializer: around },
        ...norm('norm'),
        ...(Object.assign({}, ...names.map(block)) as ReturnType<typeof block>),
      },
      forward(tokens, { weights }) {
        const [batch, time] = tokens.shape;
        if (time > maxLength)
          throw new ShapeMismatchError(`${name} takes texts of at most ${maxLength} tokens, got ${time}.`);
        const read = (weight: string): tf.Tensor => (weights as Readonly<Record<string, tf.Tensor>>)[weight]!;
        const normalised = (x: tf.Tensor, at: string): tf.Tensor =>
          layerNorm(x, { gamma: read(`${at}/gamma`), beta: read(`${at}/beta`), epsilon: 1e-5 });
        const dense = (x: tf.Tensor, at: string, width: number): tf.Tensor =>
          tf.reshape(tf.matMul(tf.reshape(x, [batch * time, -1]), read(`${at}/kernel`)), [batch, time, width]);
        const attend = (x: tf.Tensor, at: string): tf.Tensor => {
          const all = tf.add(dense(x, `${at}/attention`, 3 * size), read(`${at}/attention/bias`));
          const [query, key, value] = tf
            .split(all, 3, 2)
            .map((part) => tf.transpose(tf.reshape(part, [batch, time, heads, size / heads]), [0, 2, 1, 3]));
          const mixed = tf.transpose(attention(query!, key!, value!, { causal: true }), [0, 2, 1, 3]);
          return dense(tf.reshape(mixed, [batch, time, size]), `${at}/projection`, size);
        };
        const think = (x: tf.Tensor, at: string): tf.Tensor => {
          const hidden = gelu(tf.add(dense(x, `${at}/hidden`, 4 * size), read(`${at}/hidden/bias`)));
          return tf.add(dense(hidden, `${at}/output`, size), read(`${at}/output/bias`));
        };
        const embedding = read('tokens/embedding');
        const places = tf.slice(read('positions/embedding'), [0, 0], [time, size]);
        let x: tf.Tensor = tf.add(tf.gather(embedding, tokens), tf.expandDims(places, 0));
        for (const at of names) {
          x = tf.add(x, attend(normalised(x, `${at}/norm-1`), at));
          x = tf.add(x, think(normalised(x, `${at}/norm-2`), at));
        }
        const last = tf.reshape(normalised(x, 'norm'), [batch * time, size]);
        return tf.reshape(tf.matMul(last, embedding, false, true), [batch, time, vocabularySize]);
      },
    });
  },
});

declare module '@lml/core' {
  interface ModelComponents {
    'small-gpt': typeof smallGpt;
  }
  interface ModelOptions {
    'small-gpt': SmallGptOptions;
  }
}
