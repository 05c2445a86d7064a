import { defineComponent, metricShape, ShapeMismatchError, showShape, type Elements, type Metric } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { dataRangeSchema, widthOf, withinRange } from '../shared/image-scores.js';
import { scoresMetric, scoresReductionShape, sumOfSample } from '../shared/scores-metric.js';
import { sumsMetric } from '../shared/sums-metric.js';

const axis = z
  .int()
  .refine((value) => value !== 0, 'must not be 0, the axis of samples: leave dim out for an error of all samples');

const shape = {
  /** The range of values: its width, or its lower and higher end, to which values are limited. */
  dataRange: dataRangeSchema.describe(
    'The range of values: its width, or its lower and higher end, to which values are limited.',
  ),
  /** The base of the logarithm; 10 gives decibels. Default: `10`. */
  base: z
    .number()
    .positive()
    .refine((value) => value !== 1, 'must not be 1')
    .default(10)
    .describe('The base of the logarithm; 10 gives decibels.'),
  /** The axes over which errors are averaged: `[1, 2, 3]` for a ratio of each image. Default: all of all samples. */
  dim: z
    .union([axis, z.array(axis).min(1)])
    .optional()
    .describe(
      'The axes over which errors are averaged: `[1, 2, 3]` for a ratio of each image. Default: all of all samples.',
    ),
};

/** Options of {@link peakSignalNoiseRatio}. */
export interface PeakSignalNoiseRatioOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Peak signal-to-noise ratio $`10 \log_{10} (L^2 / \text{MSE})`$ in decibels, with the range L of values (`dataRange`); more is better, and it
 * is infinite for equal images. 30 to 50 is usual of compressed photographs of 256 levels.
 *
 * The mean squared error is that of all elements of predictions and targets `[batch, …]` of one shape. With `dim` there is a ratio for what
 * is left of the axes, of which `reduction` makes one: `dim: [1, 2, 3]` averages the ratios of images. Weights, one a sample (`[batch]`),
 * default 1. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or lack an axis of `dim`, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { peakSignalNoiseRatio } from '@lml/metrics';
 *
 * const state = new MetricState(peakSignalNoiseRatio({ dataRange: 1 }));
 * await state.update([[0.5, 0.5]], [[0.6, 0.4]]);
 * state.compute(); // => 20.00
 * ```
 *
 * @see [torchmetrics.image.PeakSignalNoiseRatio](https://lightning.ai/docs/torchmetrics/stable/image/peak_signal_noise_ratio.html) 1.9,
 * which has no weights
 */
export const peakSignalNoiseRatio = defineComponent({
  kind: 'metric',
  name: 'peak-signal-noise-ratio',
  summary: 'The range of pixels against their mean squared error, in decibels.',
  schema: z
    .strictObject({ ...metricShape, ...scoresReductionShape, ...shape })
    .refine(({ dim, reduction }) => dim !== undefined || reduction === 'mean', {
      path: ['reduction'],
      message: "must be 'mean' without dim, as there is one ratio. Give dim: [1, 2, 3] for one of each image",
    }),
  examples: [
    { dataRange: 1 },
    { dataRange: [0, 1], base: 2, dim: [1, 2, 3] },
    { dataRange: 255, dim: [1, 2, 3], reduction: 'none' },
  ],
  create: ({ dataRange, base, dim, reduction, ...options }, nature): Metric => {
    const scale = 10 / Math.log(base);
    const peak = 2 * Math.log(widthOf(dataRange));
    const errors = ({ prediction, target }: Elements): tf.Tensor =>
      tf.squaredDifference(withinRange(prediction, dataRange), withinRange(target, dataRange));
    const common = { ...nature, ...options };
    if (dim === undefined)
      return sumsMetric({
        ...common,
        sums: {
          errors: (elements) => sumOfSample(errors(elements)),
          // No target has as many elements as an image on every backend: their number, once a sample.
          elements: ({ prediction }) => tf.fill([prediction.shape[0]], prediction.size / prediction.shape[0]),
        },
        result: ({ errors: sum, elements }) => scale * (peak - Math.log(sum / elements)),
      });
    const axes = typeof dim === 'number' ? [dim] : dim;
    return scoresMetric({
      ...common,
      reduction,
      scores: (elements) => {
        const { prediction } = elements;
        return tf.mul(scale, tf.sub(peak, tf.log(tf.mean(errors(elements), axesOf(nature.name, prediction, axes)))));
      },
    });
  },
  conformance: ({ reduction }: PeakSignalNoiseRatioOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 3, 4, 1] },
    target: { shape: [8, 3, 4, 1] },
  }),
  higherIsBetter: true,
});

/** Axes from the front, each once. */
function axesOf(name: string, values: tf.Tensor, axes: readonly number[]): number[] {
  const { rank } = values;
  const all = [...new Set(axes.map((one) => (one < 0 ? one + rank : one)))];
  if (all.every((one) => one > 0 && one < rank)) return all;
  throw new ShapeMismatchError(
    `${name} with dim ${axes.join(', ')} needs these axes behind that of samples, got ${showShape(values.shape)}.`,
  );
}
