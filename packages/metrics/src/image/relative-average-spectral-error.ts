import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { leastSide, slidingMeans, slidingShape } from '../shared/sliding-windows.js';

/** Options of {@link relativeAverageSpectralError}. */
export interface RelativeAverageSpectralErrorOptions
  extends
    z.input<z.ZodObject<typeof slidingShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Relative average spectral error (RASE) of images `[batch, height, width, channels]`: the mean over sliding windows of
 * $`\frac{100}{M} \sqrt{\frac{1}{C} \sum_c \text{MSE}_c}`$, with the mean squared error of each channel in the window, and the target's mean M
 * of all channels there. In per cent; less is better.
 *
 * A window of the target whose mean is 0 makes it infinite, or NaN. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not
 * use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images, images are too small for the window, or
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { relativeAverageSpectralError } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(relativeAverageSpectralError());
 * await state.update(tf.fill([1, 9, 9, 3], 3), tf.fill([1, 9, 9, 3], 4));
 * state.compute(); // => 25.00
 * ```
 *
 * @see [torchmetrics.image.RelativeAverageSpectralError](https://lightning.ai/docs/torchmetrics/stable/image/relative_average_spectral_error.html)
 * 1.9, which divides means of windows by their pixels twice, so that its values are `windowSize²` times as large, and averages the windows of
 * all images before the root; Choi 2006, A new intensity-hue-saturation fusion approach
 */
export const relativeAverageSpectralError = defineComponent({
  kind: 'metric',
  name: 'relative-average-spectral-error',
  summary: 'The error of all channels relative to their mean within windows, in per cent (RASE).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...slidingShape }),
  examples: [{ windowSize: 4 }, { windowSize: 3, reduction: 'sum' }],
  create: ({ windowSize, reduction, ...options }, nature) => {
    const side = leastSide(windowSize);
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(nature.name, [side, side], 'Give a smaller windowSize.'),
      scores: ({ prediction, target }) => {
        const errors = tf.mean(slidingMeans(tf.squaredDifference(prediction, target), windowSize), -1);
        const means = tf.mean(slidingMeans(target, windowSize), -1);
        return meanOfSample(tf.div(tf.mul(100, tf.sqrt(errors)), means));
      },
    });
  },
  conformance: {
    prediction: { shape: [8, 6, 7, 2], low: 0.5, high: 1 },
    target: { shape: [8, 6, 7, 2], low: 0.5, high: 1 },
  },
  higherIsBetter: false,
});
