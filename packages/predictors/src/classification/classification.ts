import { ShapeMismatchError, defineComponent, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** What is predicted: the class's number, or the probability of each class. Default: `'label'`. */
  output: z
    .enum(['label', 'probability'])
    .default('label')
    .describe("What is predicted: the class's number, or the probability of each class."),
  /** For outputs of width 1: the probability above which a sample is of class 1. Default: `0.5`. */
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('For outputs of width 1: the probability above which a sample is of class 1.'),
};

/** Options of {@link classification}. */
export interface ClassificationOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Classification: turns logits into labels or probabilities. Of several logits z the label is `argmax z`, the first of
 * equal ones, and the probabilities are `softmax(z) = exp(zᵢ) / Σⱼ exp(zⱼ)`. A single logit is that of class 1 against
 * class 0: its probability is `sigmoid(z) = 1 / (1 + exp(−z))`, and the label is 1 where that is above the threshold.
 *
 * | output                     | label, int32      | probability, float32       |
 * | -------------------------- | ----------------- | -------------------------- |
 * | `[batch, …, classes]`      | `[batch, …]`      | `[batch, …, classes]`      |
 * | `[batch, …, 1]` or `[batch]` | `[batch, …]`    | `[batch, …]`, of class 1   |
 *
 * @throws `LML_INVALID_OPTIONS` for a threshold outside [0, 1]; `LML_SHAPE_MISMATCH` when it predicts from an output
 * without a batch axis or without classes.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { classification } from '@lml/predictors';
 *
 * const logits = ndArray([[0, 2, 1], [5, 1, 0]]);
 * (await applyPredictor(classification(), logits)).data; // => Int32Array.of(1, 0)
 * (await applyPredictor(classification({ output: 'probability' }), ndArray([[0], [2]]))).data; // => [0.5, 0.880797]
 * ```
 */
export const classification = defineComponent({
  kind: 'predictor',
  name: 'classification',
  summary: 'Labels or probabilities of classes from logits.',
  schema: z.strictObject(shape),
  examples: [{}, { output: 'probability' }, { threshold: 0.9 }],
  create: ({ output: wanted, threshold }, { name }): Predictor => ({
    name,
    predict(output) {
      const classes = output.rank === 1 ? 1 : output.shape.at(-1);
      if (classes === undefined || classes === 0) {
        throw new ShapeMismatchError(
          `Classification predicts from logits [batch, classes], got shape [${output.shape.join(', ')}].`,
        );
      }
      const logits = tf.cast(output, 'float32');
      if (classes > 1) return wanted === 'label' ? tf.argMax(logits, -1) : tf.softmax(logits);
      const probability = tf.sigmoid(logits.rank === 1 ? logits : tf.squeeze(logits, [logits.rank - 1]));
      return wanted === 'label' ? tf.cast(tf.step(tf.sub(probability, threshold)), 'int32') : probability;
    },
  }),
});
