import { asFloat, defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { checkImages, cropImages } from '../shared/image-scores.js';
import { scoresMetric, sumOfSample } from '../shared/scores-metric.js';

const shape = {
  /** How the scores of samples become one: their mean, their sum, or none, one score a sample. Default: `'sum'`. */
  reduction: z
    .enum(['mean', 'sum', 'none'])
    .default('sum')
    .describe('How the scores of samples become one: their mean, their sum, or none, one score a sample.'),
};

/** Options of {@link totalVariation}. */
export interface TotalVariationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Total variation of images `[batch, height, width, channels]`: how much neighbouring pixels differ, downwards and across, summed over all
 * channels, and over images. There is no target; less means smoother.
 *
 * Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. The mean is NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` for what are no images, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { totalVariation } from '@lml/metrics';
 *
 * const state = new MetricState(totalVariation());
 * await state.update([[[[1], [2]], [[4], [0]]]]);
 * state.compute(); // => (3 + 2) + (1 + 4)
 * ```
 *
 * @see [torchmetrics.image.TotalVariation](https://lightning.ai/docs/torchmetrics/stable/image/total_variation.html) 1.9, which has no weights
 */
export const totalVariation = defineComponent({
  kind: 'metric',
  name: 'total-variation',
  summary: 'How much neighbouring pixels of an image differ.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { reduction: 'mean' }, { reduction: 'none' }],
  create: ({ reduction, ...options }, nature) => {
    const check = checkImages(nature.name);
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      needs: [],
      check: (images) => check(images),
      scores: ({ prediction }) => {
        const images = asFloat(prediction);
        return tf.add(variation(images, [1, 0]), variation(images, [0, 1]));
      },
    });
  },
  conformance: ({ reduction }: TotalVariationOptions) => ({
    weights: reduction !== 'none',
    prediction: { shape: [8, 3, 4, 2] },
    target: null,
  }),
  higherIsBetter: false,
});

/** How much pixels differ from the next ones, `[batch]`. */
function variation(images: tf.Tensor, step: readonly [number, number]): tf.Tensor {
  const size = [images.shape[1]! - step[0], images.shape[2]! - step[1]] as const;
  // An axis of one pixel has no neighbours, and the wasm backend cannot sum nothing.
  if (size[0] === 0 || size[1] === 0) return tf.zeros([images.shape[0]]);
  return sumOfSample(tf.abs(tf.sub(cropImages(images, step, size), cropImages(images, [0, 0], size))));
}
