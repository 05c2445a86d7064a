import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { segmentationMetric } from '../shared/segmentation/segmentation-metric.js';
import {
  backgroundShape,
  inputFormatShape,
  segmentationConformance,
  type SegmentationOptions,
} from '../shared/segmentation/segmentation-options.js';
import { resultOf, zeros } from '../shared/values.js';

const shape = {
  /** Whether each class has a number of its own. Default: `false`. */
  perClass: z.boolean().default(false).describe('Whether each class has a number of its own.'),
  /** What classes weigh: one by their pixels squared, one by their pixels, or all alike. Default: `'square'`. */
  weightType: z
    .enum(['square', 'simple', 'linear'])
    .default('square')
    .describe('What classes weigh: one by their pixels squared, one by their pixels, or all alike.'),
};

/** Options of {@link generalizedDiceScore}. */
export interface GeneralizedDiceScoreOptions
  extends SegmentationOptions, z.input<z.ZodObject<typeof backgroundShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Generalised Dice score of classes of pixels: of each image $`\frac{2 \sum_c w_c |A_c ∩ B_c|}{\sum_c w_c (|A_c| + |B_c|)}`$, where classes weigh the more the
 * smaller they are: $`w_c = 1 / |B_c|^2`$, with the pixels that the target has; then the mean over images.
 *
 * Predictions and targets are those of {@link meanIou}. A class that the target lacks weighs as much as the heaviest of its image. The result is from 0
 * to 1, higher is better; an image whose classes are all on neither side counts as 0, and the result is NaN where there is no image. With
 * `perClass` float64 `[classes]`, where a class counts as 0 in images that have it on neither side. It counts in the step; weights of samples are
 * not used.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be
 * told, and, from `check`, for pixels of no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { generalizedDiceScore } from '@lml/metrics';
 *
 * const state = new MetricState(generalizedDiceScore({ numClasses: 2, inputFormat: 'index', weightType: 'linear' }));
 * await state.update([[0, 1, 1, 1]], [[0, 0, 1, 1]]); // one image of four pixels
 * state.compute(); // => 6 / 8
 * ```
 *
 * @see Sudre et al. 2017, Generalised Dice overlap as a deep learning loss function;
 * [torchmetrics.segmentation.GeneralizedDiceScore](https://lightning.ai/docs/torchmetrics/stable/segmentation/generalized_dice.html) 1.9, which takes
 * the weight of a class that is missing from the batch, and from another class than it means
 */
export const generalizedDiceScore = defineComponent({
  kind: 'metric',
  name: 'generalized-dice-score',
  summary: 'Dice score in which small classes of pixels weigh more.',
  schema: z.strictObject({ ...inputFormatShape, ...backgroundShape, ...metricShape, ...shape }),
  examples: [
    {},
    { numClasses: 3, perClass: true, weightType: 'simple' },
    { includeBackground: false, weightType: 'linear' },
  ],
  create: ({ perClass, weightType, ...options }, nature) =>
    segmentationMetric({
      ...nature,
      options,
      counting: `${weightType} ${String(perClass)}`,
      init: (classes) => ({ score: zeros('float32', [perClass ? classes : 1]), images: zeros('int32', [1]) }),
      add: ({ both, predicted, right }) => {
        const weights = weightsOf(weightType, right);
        const [twice, sizes] = [tf.mul(tf.mul(2, both), weights), tf.mul(tf.add(predicted, right), weights)];
        const scores = perClass
          ? tf.divNoNan(twice, sizes)
          : tf.divNoNan(tf.sum(twice, -1, true), tf.sum(sizes, -1, true));
        return { score: tf.sum(scores, 0), images: tf.tensor1d([right.shape[0]], 'int32') };
      },
      result: ({ score, images }) => {
        const means = score!.map((sum) => sum / images![0]!);
        return perClass ? resultOf(means) : means[0]!;
      },
    }),
  conformance: segmentationConformance,
  higherIsBetter: true,
});

/** What classes weigh in each image, `[batch, classes]`. */
function weightsOf(type: 'square' | 'simple' | 'linear', right: tf.Tensor): tf.Tensor {
  if (type === 'linear') return tf.onesLike(right);
  const weights = tf.divNoNan(1, type === 'square' ? tf.square(right) : right);
  return tf.where(tf.greater(right, 0), weights, tf.max(weights, -1, true));
}
