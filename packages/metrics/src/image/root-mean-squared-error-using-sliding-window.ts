import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { leastSide, slidingMeans, slidingShape } from '../shared/sliding-windows.js';

/** Options of {@link rootMeanSquaredErrorUsingSlidingWindow}. */
export interface RootMeanSquaredErrorUsingSlidingWindowOptions
  extends
    z.input<z.ZodObject<typeof slidingShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Root mean squared error within a sliding window, of images `[batch, height, width, channels]`: the mean over windows and channels of the
 * root of the mean squared error in each, in the unit of pixels. An error in one place counts less than in a root over the whole image;
 * less is better.
 *
 * Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are too small for the window, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { rootMeanSquaredErrorUsingSlidingWindow } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(rootMeanSquaredErrorUsingSlidingWindow());
 * await state.update(tf.zeros([1, 9, 9, 1]), tf.fill([1, 9, 9, 1], 0.5));
 * state.compute(); // => 0.5
 * ```
 *
 * @see [torchmetrics.image.RootMeanSquaredErrorUsingSlidingWindow](https://lightning.ai/docs/torchmetrics/stable/image/root_mean_squared_error_using_sliding_window.html)
 * 1.9, of which the windows are
 */
export const rootMeanSquaredErrorUsingSlidingWindow = defineComponent({
  kind: 'metric',
  name: 'root-mean-squared-error-using-sliding-window',
  summary: 'The root mean squared error within windows of an image (RMSE-SW).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...slidingShape }),
  examples: [{ windowSize: 4 }, { windowSize: 3, reduction: 'none' }],
  create: ({ windowSize, reduction, ...options }, nature) => {
    const side = leastSide(windowSize);
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, [side, side], 'Give a smaller windowSize.'),
      scores: ({ prediction, target }) =>
        meanOfSample(tf.sqrt(slidingMeans(tf.squaredDifference(prediction, target), windowSize))),
    });
  },
  conformance: ({ reduction }: RootMeanSquaredErrorUsingSlidingWindowOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 6, 7, 2] },
    target: { shape: [8, 6, 7, 2] },
  }),
  higherIsBetter: false,
});
