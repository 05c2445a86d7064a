import type { MetricScores, ScoreScale } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** How scores are read, as an entry of a zod object. */
export const scoresShape = {
  /**
   * What binary and multilabel predictions are, and scores of which curves are made: logits, probabilities, or labels 0
   * and 1. Default: what the loss or the predictor of the learner takes them for, else probabilities; whole numbers are
   * labels.
   */
  scores: z
    .enum(['logits', 'probabilities', 'labels'])
    .optional()
    .describe(
      'What binary and multilabel predictions are, and scores of which curves are made: logits, probabilities, or labels 0 and 1. Default: what the loss or the predictor of the learner takes them for, else probabilities; whole numbers are labels.',
    ),
};

/** How scores are read. */
export interface ScoresOptions extends z.input<z.ZodObject<typeof scoresShape>> {}

/** What predictions are: as the option says, or the type of the tensor, or the learner. */
export function scaleOf(
  prediction: tf.Tensor,
  { scores }: ScoresOptions,
  context: MetricScores,
): ScoreScale | 'labels' {
  return scores ?? (prediction.dtype === 'float32' ? (context.scores ?? 'probabilities') : 'labels');
}

/** Where a score cannot be what it is taken for: a probability outside [0, 1], a label that is neither 0 nor 1. Any number is a logit. */
export function isImpossible(prediction: tf.Tensor, scale: ScoreScale | 'labels'): tf.Tensor {
  if (scale === 'logits') return tf.zeros(prediction.shape, 'bool');
  return scale === 'labels'
    ? tf.logicalNot(tf.logicalOr(tf.equal(prediction, 0), tf.equal(prediction, 1)))
    : tf.logicalOr(tf.less(prediction, 0), tf.greater(prediction, 1));
}
