import { defineComponent, metricShape, type MetricResult } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import type { PixelCounts } from '../shared/segmentation/pixel-counts.js';
import { segmentationMetric } from '../shared/segmentation/segmentation-metric.js';
import {
  backgroundShape,
  inputFormatShape,
  segmentationConformance,
  type SegmentationOptions,
} from '../shared/segmentation/segmentation-options.js';
import { resultOf, sumOf, zeros } from '../shared/values.js';

const shape = {
  /** How the scores of classes become one. Default: `'macro'`. */
  average: z
    .enum(['micro', 'macro', 'weighted', 'none'])
    .default('macro')
    .describe('How the scores of classes become one.'),
  /** Whether images are scored one by one, or their pixels counted together. Default: `'samplewise'`. */
  aggregationLevel: z
    .enum(['samplewise', 'global'])
    .default('samplewise')
    .describe('Whether images are scored one by one, or their pixels counted together.'),
};

type Average = 'micro' | 'macro' | 'weighted' | 'none';

/** Options of {@link diceScore}. */
export interface DiceScoreOptions
  extends SegmentationOptions, z.input<z.ZodObject<typeof backgroundShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Dice score of classes of pixels: $`\frac{2 |A ∩ B|}{|A| + |B|}`$, with the pixels that are predicted for a class and those that are of it.
 *
 * Predictions and targets are those of {@link meanIou}. With `aggregationLevel: 'samplewise'` (default) each image is scored, and the result is the mean over
 * images; with `'global'` the pixels of all images are counted together. `average` is over classes: `'macro'` (default) their mean, without
 * those that are on neither side, `'micro'` of the pixels of all, `'weighted'` by how many pixels the target has, `'none'` one number a
 * class, float64 `[classes]`. From 0 to 1, higher is better; NaN where nothing counts. It counts in the step; weights are not used.
 *
 * @throws `LML_SHAPE_MISMATCH` for sides that do not fit each other or `numClasses`; `LML_INVALID_ARGUMENT` if the number of classes cannot be
 * told, and, from `check`, for pixels of no class.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { diceScore } from '@lml/metrics';
 *
 * const state = new MetricState(diceScore({ numClasses: 2, inputFormat: 'index', average: 'none' }));
 * await state.update([[0, 1, 1, 1]], [[0, 0, 1, 1]]); // one image of four pixels
 * state.compute(); // => Float64Array.of(2 / 3, 4 / 5)
 * ```
 *
 * @see [torchmetrics.segmentation.DiceScore](https://lightning.ai/docs/torchmetrics/stable/segmentation/dice.html) 1.9
 */
export const diceScore = defineComponent({
  kind: 'metric',
  name: 'dice-score',
  summary: 'Dice score of classes of pixels.',
  schema: z.strictObject({ ...inputFormatShape, ...backgroundShape, ...metricShape, ...shape }),
  examples: [
    {},
    { average: 'micro', includeBackground: false },
    { average: 'weighted' },
    { numClasses: 3, average: 'none', aggregationLevel: 'global' },
    { average: 'weighted', aggregationLevel: 'global' },
  ],
  create: ({ average, aggregationLevel, ...options }, nature) =>
    segmentationMetric({
      ...nature,
      options,
      ...(aggregationLevel === 'global' ? ofAllPixels(average) : ofImages(average)),
    }),
  conformance: segmentationConformance,
  higherIsBetter: true,
});

type Counting = Pick<Parameters<typeof segmentationMetric>[0], 'counting' | 'init' | 'add' | 'result'>;

/** The mean over images. */
function ofImages(average: Average): Counting {
  return {
    counting: average,
    init: (classes) => {
      const width = [average === 'none' ? classes : 1];
      return { score: zeros('float32', width), count: zeros('int32', width) };
    },
    add: (counts) => {
      const { score, known } = scoresOfImages(average, counts);
      return {
        score: tf.sum(tf.mul(score, tf.cast(known, 'float32')), 0),
        count: tf.sum(tf.cast(known, 'int32'), 0),
      };
    },
    result: ({ score, count }): MetricResult =>
      average === 'none' ? resultOf(score!.map((sum, at) => sum / count![at]!)) : score![0]! / count![0]!,
  };
}

/** The score of each image, `[batch, 1]` or `[batch, classes]`, and where there is one. */
function scoresOfImages(
  average: Average,
  { both, predicted, right }: PixelCounts,
): { score: tf.Tensor; known: tf.Tensor } {
  const [twice, sizes] = [tf.mul(2, both), tf.add(predicted, right)];
  if (average === 'micro') {
    const all = tf.sum(sizes, -1, true);
    return { score: tf.divNoNan(tf.sum(twice, -1, true), all), known: tf.greater(all, 0) };
  }
  const [scores, isThere] = [tf.divNoNan(twice, sizes), tf.greater(sizes, 0)];
  if (average === 'none') return { score: scores, known: isThere };
  const there = tf.sum(tf.cast(isThere, 'float32'), -1, true);
  const score =
    average === 'macro'
      ? tf.divNoNan(tf.sum(scores, -1, true), there)
      : tf.divNoNan(tf.sum(tf.mul(scores, right), -1, true), tf.sum(right, -1, true));
  return { score, known: tf.greater(there, 0) };
}

/** Of the pixels of all images together. */
function ofAllPixels(average: Average): Counting {
  return {
    counting: 'global',
    init: (classes) => ({
      both: zeros('int32', [classes]),
      predicted: zeros('int32', [classes]),
      right: zeros('int32', [classes]),
    }),
    add: ({ both, predicted, right }) => ({ both: total(both), predicted: total(predicted), right: total(right) }),
    result: ({ both, predicted, right }): MetricResult => {
      const sizes = predicted!.map((count, at) => count + right![at]!);
      if (average === 'micro') return (2 * sumOf(both!)) / sumOf(sizes);
      const scores = both!.map((count, at) => (2 * count) / sizes[at]!);
      if (average === 'none') return resultOf(scores);
      const known = scores.filter((score) => !Number.isNaN(score));
      if (average === 'macro' || known.length === 0) return sumOf(known) / known.length;
      const all = sumOf(right!);
      return all === 0 ? 0 : sumOf(scores.map((score, at) => (Number.isNaN(score) ? 0 : score * right![at]!))) / all;
    },
  };
}

function total(counts: tf.Tensor): tf.Tensor {
  return tf.sum(tf.cast(counts, 'int32'), 0);
}
