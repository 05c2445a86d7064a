import {
  defineComponent,
  InvalidArgumentError,
  predictorShape,
  ShapeMismatchError,
  type EngineArray,
  type Predictor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many tokens are generated. */
  tokens: z.int().min(1).describe('How many tokens are generated.'),
  /** What logits are divided by before a token is drawn; 0 takes the likeliest. Default: `0`. */
  temperature: z
    .number()
    .min(0)
    .default(0)
    .describe('What logits are divided by before a token is drawn; 0 takes the likeliest.'),
};

/** Options of {@link continuation}. */
export interface ContinuationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/**
 * How a text goes on: `tokens` times the model is applied to what there is so far, within one step, and the next token is appended. The
 * input is tokens int32 `[batch, time]`, the model's output logits of the next token `[batch, time, vocabulary]`; predictions are int32
 * `[batch, tokens]`, and as records `{ tokens, text }`, where the class names are the words. The model must take texts of
 * `time + tokens − 1` tokens.
 *
 * @throws `LML_INVALID_ARGUMENT` where the batch has no tensor `input`; `LML_SHAPE_MISMATCH` for an output of another shape.
 */
export const continuation = defineComponent({
  kind: 'predictor',
  name: 'continuation',
  summary: 'Tokens that a language model generates after a text.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{ tokens: 1 }, { tokens: 1, temperature: 0.5 }],
  conformance: {
    output: { shape: [4, 3, 5] },
    batch: { input: { shape: [4, 3], dtype: 'int32', high: 5 } },
  },
  create: ({ tokens, temperature, head }, { name }): Predictor => ({
    name,
    head,
    predict(output, { model, batch, random }) {
      const { input } = batch;
      if (!(input instanceof tf.Tensor))
        throw new InvalidArgumentError('batch', "a record with a tensor 'input'", batch);
      if (output.rank !== 3)
        throw new ShapeMismatchError(
          `${name} needs logits [batch, time, vocabulary], got shape [${output.shape.join(', ')}].`,
        );
      const next = (logits: tf.Tensor, index: number): tf.Tensor => {
        const [samples, time, size] = logits.shape as [number, number, number];
        const last = tf.reshape(tf.slice(logits, [0, time - 1, 0], [samples, 1, size]), [samples, size]);
        if (temperature === 0) return tf.argMax(last, 1);
        // Gumbel's way to draw: the largest of logits with noise.
        const uniform = random.uniform(`token/${index}`, [samples, size], 1e-7, 1);
        return tf.argMax(tf.sub(tf.div(last, temperature), tf.log(tf.neg(tf.log(uniform)))), 1);
      };
      let text: tf.Tensor = tf.cast(input, 'int32');
      const generated = Array.from({ length: tokens }, (_, index) => {
        const token = tf.expandDims(tf.cast(next(index === 0 ? output : model.apply(text), index), 'int32'), 1);
        text = tf.concat([text, token], 1);
        return token;
      });
      return tf.concat(generated, 1);
    },
    decode(prediction, { classNames }) {
      const { data } = prediction as EngineArray;
      return Array.from({ length: data.length / tokens }, (_, row) => {
        const own = Array.from(data.slice(row * tokens, (row + 1) * tokens));
        return { tokens: own, text: own.map((token) => classNames?.[token] ?? String(token)).join(' ') };
      });
    },
  }),
});

declare module '@lml/core' {
  interface PredictorComponents {
    continuation: typeof continuation;
  }
  interface PredictorOptions {
    continuation: ContinuationOptions;
  }
}
