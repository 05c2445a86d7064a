import { ShapeMismatchError, defineComponent, predictorShape, type EngineArray, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { namedClass } from './named-class.js';

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
export interface ClassificationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

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
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { output: 'probability' }, { threshold: 0.9 }],
  create: ({ output: wanted, threshold, head }, { name }): Predictor => ({
    name,
    head,
    ...(wanted === 'probability' && { scores: 'probabilities' as const }),
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
    decode(prediction, { classNames }) {
      const { shape, data } = prediction as EngineArray;
      const width = data.length / Math.max(1, shape[0]!);
      const rows = Array.from({ length: shape[0]! }, (_, row) =>
        Array.from(data.slice(row * width, (row + 1) * width)),
      );
      const named = (index: number): object => namedClass(index, classNames);
      if (wanted === 'label') return rows.map((row) => (row.length === 1 ? named(row[0]!) : row.map(named)));
      return rows.map((row) => scored(row, threshold, named));
    },
  }),
});

/** The likeliest class of a sample with its probability, and where there are several classes those of all. */
function scored(row: readonly number[], threshold: number, named: (index: number) => object): object {
  if (row.length === 1) {
    const [positive] = row as [number];
    const index = positive > threshold ? 1 : 0;
    return { ...named(index), probability: index === 1 ? positive : 1 - positive };
  }
  const index = row.indexOf(Math.max(...row));
  return { ...named(index), probability: row[index]!, probabilities: row };
}
