import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** How many times finer the sharp image is than the one whose colours it got. Default: `4`. */
  ratio: z
    .number()
    .positive()
    .default(4)
    .describe('How many times finer the sharp image is than the one whose colours it got.'),
};

/** Options of {@link errorRelativeGlobalDimensionlessSynthesis}. */
export interface ErrorRelativeGlobalDimensionlessSynthesisOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Relative dimensionless global error in synthesis (ERGAS) of images `[batch, height, width, channels]`: for each image
 * $`\frac{100}{r} \sqrt{\frac{1}{C} \sum_c \text{MSE}_c / μ_c^2}`$ with the mean squared error of each channel, the mean $`μ_c`$ of the
 * target's, and the `ratio` r. 0 for equal images; less is better.
 *
 * A target's channel whose mean is 0 makes it infinite, or NaN. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use
 * them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { errorRelativeGlobalDimensionlessSynthesis } from '@lml/metrics';
 *
 * const state = new MetricState(errorRelativeGlobalDimensionlessSynthesis());
 * await state.update([[[[1], [3]]]], [[[[2], [2]]]]);
 * state.compute(); // => 100 / 4 * 0.5
 * ```
 *
 * @see [torchmetrics.image.ErrorRelativeGlobalDimensionlessSynthesis](https://lightning.ai/docs/torchmetrics/stable/image/error_relative_global_dimensionless_synthesis.html)
 * 1.9; Wald 2000, Quality of high resolution synthesised images
 */
export const errorRelativeGlobalDimensionlessSynthesis = defineComponent({
  kind: 'metric',
  name: 'error-relative-global-dimensionless-synthesis',
  summary: 'The error of each channel relative to its mean, in per cent of the ratio of sizes (ERGAS).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{}, { ratio: 2, reduction: 'sum' }, { reduction: 'none' }],
  create: ({ ratio, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name),
      scores: ({ prediction, target }) => {
        const errors = channelMeans(tf.squaredDifference(prediction, target));
        return tf.mul(100 / ratio, tf.sqrt(tf.mean(tf.div(errors, tf.square(channelMeans(target))), 1)));
      },
    }),
  conformance: ({ reduction }: ErrorRelativeGlobalDimensionlessSynthesisOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 3, 2, 3], low: 0.1, high: 1 },
    target: { shape: [8, 3, 2, 3], low: 0.1, high: 1 },
  }),
  higherIsBetter: false,
});

/** The mean of each channel, `[batch, channels]`. */
function channelMeans(images: tf.Tensor): tf.Tensor {
  return tf.mean(tf.mean(images, 1), 1);
}
