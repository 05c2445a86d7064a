import { defineComponent, metricShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages, cropImages, dataRangeSchema, widthOf, withinRange } from '../shared/image-scores.js';
import { meanOfSample, sumOfSample } from '../shared/scores-metric.js';
import { sumsMetric } from '../shared/sums-metric.js';

const shape = {
  /** The range of values: its width, or its lower and higher end, to which values are limited. */
  dataRange: dataRangeSchema.describe(
    'The range of values: its width, or its lower and higher end, to which values are limited.',
  ),
  /** How many pixels wide and high the blocks of a compression are. Default: `8`. */
  blockSize: z.int().min(1).default(8).describe('How many pixels wide and high the blocks of a compression are.'),
};

/** Options of {@link peakSignalNoiseRatioWithBlockedEffect}. */
export interface PeakSignalNoiseRatioWithBlockedEffectOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Peak signal-to-noise ratio with blocked effect (PSNR-B) of grey images `[batch, height, width, 1]`:
 * $`10 \log_{10} \frac{L^2}{\text{MSE} + \text{BEF}}`$ in decibels, with the range L of values (`dataRange`). More is better.
 *
 * The blocked effect BEF is that of the prediction: how much more neighbours differ across the borders of blocks of `blockSize` than elsewhere,
 * $`t \, (D_B - D_{\bar B})`$ where that is above 0, with $`t = \log_2 B / \log_2 \min(h, w)`$. Mean squared error and blocked effect are
 * means over images. Weights, one a sample (`[batch]`), default 1. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, are no images of one channel and two pixels or more each way,
 * or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { peakSignalNoiseRatioWithBlockedEffect } from '@lml/metrics';
 *
 * const flat = [[[0.5], [0.5]], [[0.5], [0.5]]];
 * const state = new MetricState(peakSignalNoiseRatioWithBlockedEffect({ dataRange: 1 }));
 * await state.update([flat], [[[[0.6], [0.4]], [[0.6], [0.4]]]]);
 * state.compute(); // => 20.00
 * ```
 *
 * @see [torchmetrics.image.PeakSignalNoiseRatioWithBlockedEffect](https://lightning.ai/docs/torchmetrics/stable/image/peak_signal_to_noise_with_block.html)
 * 1.9, whose blocked effect is the sum over the images of a batch, and of all batches; Yim and Bovik 2011, Quality assessment of deblocked
 * images
 */
export const peakSignalNoiseRatioWithBlockedEffect = defineComponent({
  kind: 'metric',
  name: 'peak-signal-noise-ratio-with-blocked-effect',
  summary: 'The range of pixels against their error and the borders of blocks, in decibels (PSNR-B).',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{ dataRange: 1, blockSize: 4 }, { dataRange: [0, 1] }],
  create: ({ dataRange, blockSize, ...options }, nature) => {
    const check = checkImages(nature.name, [2, 2]);
    return sumsMetric({
      ...nature,
      ...options,
      check: (prediction, target) => {
        check(prediction, target);
        if (prediction.shape[3] !== 1)
          throw new ShapeMismatchError(
            `${nature.name} needs grey images [batch, height, width, 1], got ${showShape(prediction.shape)}.`,
          );
      },
      sums: {
        errors: ({ prediction, target }) =>
          meanOfSample(tf.squaredDifference(withinRange(prediction, dataRange), withinRange(target, dataRange))),
        effects: ({ prediction }) => blockedEffect(withinRange(prediction, dataRange), blockSize),
      },
      result: ({ errors, effects }, total) => 10 * Math.log10(widthOf(dataRange) ** 2 / ((errors + effects) / total)),
    });
  },
  conformance: {
    prediction: { shape: [8, 9, 8, 1], low: 0, high: 1 },
    target: { shape: [8, 9, 8, 1], low: 0, high: 1 },
    best: false,
  },
  higherIsBetter: true,
});

/** How much more neighbours differ across the borders of blocks than elsewhere, `[batch]`. */
function blockedEffect(images: tf.Tensor, block: number): tf.Tensor {
  const [, height, width] = images.shape as [number, number, number];
  const down = squaredSteps(images, [1, 0], block);
  const across = squaredSteps(images, [0, 1], block);
  // As in the paper, which counts one pair less in all.
  const borders = height * (width / block) - 1 + (width * (height / block) - 1);
  const others = height * (width - 1) + width * (height - 1) - borders;
  const atBorders = tf.div(tf.add(down.atBorders, across.atBorders), borders);
  const elsewhere = tf.div(tf.add(down.elsewhere, across.elsewhere), others);
  const factor = Math.log2(block) / Math.log2(Math.min(height, width));
  return tf.mul(factor, tf.relu(tf.sub(atBorders, elsewhere)));
}

/** The sums of the squared differences of neighbours along an axis, across the borders of blocks and elsewhere, `[batch]`. */
function squaredSteps(
  images: tf.Tensor,
  step: readonly [number, number],
  block: number,
): { atBorders: tf.Tensor; elsewhere: tf.Tensor } {
  const [, height, width] = images.shape as [number, number, number];
  const size = [height - step[0], width - step[1]] as const;
  const squares = tf.squaredDifference(cropImages(images, [0, 0], size), cropImages(images, step, size));
  const [axis, count] = step[0] === 1 ? [1, size[0]] : [2, size[1]];
  const isBorder = Array.from({ length: count }, (_, at) => ((at + 1) % block === 0 ? 1 : 0));
  const shape = [1, 1, 1, 1];
  shape[axis] = count;
  const sumWhere = (mask: readonly number[]): tf.Tensor =>
    sumOfSample(tf.mul(squares, tf.tensor(mask as number[], shape)));
  return { atBorders: sumWhere(isBorder), elsewhere: sumWhere(isBorder.map((one) => 1 - one)) };
}
