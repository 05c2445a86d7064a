import { defineComponent, metricShape, ShapeMismatchError, showShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { isClass, isCounted } from '../shared/labels.js';
import { sumsMetric } from '../shared/sums-metric.js';

const shape = {
  /** A target that is not counted: that of padding, say. Default: none. */
  ignoreIndex: z.int().optional().describe('A target that is not counted: that of padding, say. Default: none.'),
};

/** Options of {@link perplexity}. */
export interface PerplexityOptions
  extends z.input<z.ZodObject<typeof metricShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Perplexity of a language model: $`\exp\left(-\frac{\sum w \ln p}{\sum w}\right)`$ with the probability p of each token that came, the softmax
 * of logits. It lies in [1, ∞), and lower is better: the number of tokens among which a model that guesses evenly would be as unsure.
 *
 * Predictions are logits `[batch, …, vocabulary]`, targets token numbers `[batch, …]`; what is `ignoreIndex` does not count. Weights w, one a
 * sample (`[batch]`) or position, default 1. NaN where nothing was counted. Logarithms are computed without the probabilities, so that very
 * unlikely tokens do not make it infinite.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes, or weights that do not fit; `LML_INVALID_ARGUMENT`, once counts reach the host, if targets
 * were no tokens.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { perplexity } from '@lml/metrics';
 *
 * const state = new MetricState(perplexity({ ignoreIndex: -100 }));
 * await state.update([[[0, 0, 0, 0], [1, 1, 1, 1], [9, 0, 0, 0]]], [[2, 1, -100]]);
 * state.compute(); // => 4
 * ```
 *
 * @see [torchmetrics.text.Perplexity](https://lightning.ai/docs/torchmetrics/stable/text/perplexity.html) 1.9, which has no weights
 */
export const perplexity = defineComponent({
  kind: 'metric',
  name: 'perplexity',
  summary: 'How unsure a language model is of the tokens that come, as a number of tokens.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { ignoreIndex: 0 }],
  create: ({ ignoreIndex, ...options }, nature) => {
    const counted = (target: tf.Tensor): tf.Tensor => isCounted(target, ignoreIndex);
    return sumsMetric({
      ...nature,
      ...options,
      check: (prediction, target) => requireTokens(nature.name, prediction, target),
      sums: {
        surprise: ({ prediction, target }) => {
          const tokens = tf.expandDims(tf.where(counted(target), target, -1), -1);
          // A token that is none is a row of zeros, which adds nothing. One-hot rows of TensorFlow.js have at least two columns.
          const rows = tf.equal(tokens, tf.range(0, prediction.shape.at(-1)!));
          return softmaxCrossEntropy(prediction, tf.cast(rows, 'float32'));
        },
        tokens: ({ target }) => tf.cast(counted(target), 'float32'),
      },
      result: ({ surprise, tokens }) => Math.exp(surprise / tokens),
      refused: {
        where: ({ prediction, target }) =>
          tf.logicalAnd(counted(target), tf.logicalNot(isClass(target, prediction.shape.at(-1)))),
        expected: 'token numbers from 0 up to the vocabulary, which is the last axis of predictions',
      },
    });
  },
  conformance: { prediction: { shape: [8, 3, 4], low: -2, high: 2 }, target: { shape: [8, 3], dtype: 'int32' } },
  higherIsBetter: false,
});

function requireTokens(name: string, prediction: tf.Tensor, target: tf.Tensor): void {
  if (prediction.rank >= 2 && showShape(prediction.shape.slice(0, -1)) === showShape(target.shape)) return;
  throw new ShapeMismatchError(
    `${name} needs logits [batch, …, vocabulary] and token numbers [batch, …], got ${showShape(prediction.shape)} and ` +
      `${showShape(target.shape)}.`,
  );
}
