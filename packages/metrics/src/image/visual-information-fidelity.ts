import { defineComponent, gaussianWindow, localMoments, metricShape, windowMeans } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { centred, checkImages } from '../shared/image-scores.js';
import { meanOfSample, scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** The variance of the noise of seeing, for pixels from 0 to 255. Default: `2`. */
  sigmaNSq: z.number().positive().default(2).describe('The variance of the noise of seeing, for pixels from 0 to 255.'),
};

/** Options of {@link visualInformationFidelity}. */
export interface VisualInformationFidelityOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/** From which variance on a window is not flat. */
const FLAT = 1e-10;
/** The same, of the square of its mean: below it the variance is what float32 leaves of a difference of squares. */
const ROUNDING = 1e-6;
/** The windows of the four scales, the largest first. */
const WINDOWS = [17, 9, 5, 3].map((size) => gaussianWindow(size, size / 5));

/**
 * Visual information fidelity of images `[batch, height, width, channels]` (VIF, of pixels): how much of the information that the eye gets of
 * the target it still gets of the prediction, at four scales, as the mean of the ratios of channels. 1 for equal images, 0 where nothing is
 * left, above 1 where contrast was gained; more is better.
 *
 * Pixels are from 0 to 255; of others `sigmaNSq` is to be scaled by the square of their range. A channel whose target is of one value has no
 * information: NaN. Weights, one a sample (`[batch]`), default 1; `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no images of 41 by 41 pixels or more, or if weights do
 * not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { visualInformationFidelity } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(visualInformationFidelity());
 * const image = tf.randomUniform([1, 41, 41, 1], 0, 255, 'float32', 1);
 * await state.update(image, image);
 * state.compute(); // => 1.000
 * ```
 *
 * @see [torchmetrics.image.VisualInformationFidelity](https://lightning.ai/docs/torchmetrics/stable/image/visual_information_fidelity.html) 1.9;
 * Sheikh and Bovik 2006, Image information and visual quality
 */
export const visualInformationFidelity = defineComponent({
  kind: 'metric',
  name: 'visual-information-fidelity',
  summary: 'The share of the information of an image that is left to the eye (VIF).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{ sigmaNSq: 1e-4 }],
  create: ({ sigmaNSq, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkImages(
        nature.name,
        [41, 41],
        'The largest of its windows has 17 pixels, and images are halved three times.',
      ),
      scores: ({ prediction, target }) => {
        let [one, other] = [prediction as tf.Tensor4D, target as tf.Tensor4D];
        const informations = WINDOWS.map((window, scale) => {
          if (scale > 0) [one, other] = [halved(one, window), halved(other, window)];
          return information(one, other, window, sigmaNSq);
        });
        const [left, all] = [0, 1].map((at) => tf.addN(informations.map((each) => each[at]!)));
        return meanOfSample(tf.div(left!, all!));
      },
    }),
  conformance: {
    prediction: { shape: [8, 41, 41, 1], low: 0, high: 1 },
    target: { shape: [8, 41, 41, 1], low: 0, high: 1 },
  },
  higherIsBetter: true,
});

/** Every second pixel of both axes, of images that a window smooths. */
function halved(images: tf.Tensor4D, window: readonly number[]): tf.Tensor4D {
  const smooth = windowMeans(images, window);
  return tf.stridedSlice(smooth, [0, 0, 0, 0], smooth.shape, [1, 2, 2, 1]) as tf.Tensor4D;
}

/** The information of the target that the prediction has, and all of it, at one scale, each `[batch, channels]`. */
function information(
  prediction: tf.Tensor,
  target: tf.Tensor,
  window: readonly number[],
  noise: number,
): [tf.Tensor, tf.Tensor] {
  const { means, variances, covariance } = localMoments(centred(prediction), centred(target), (images) =>
    windowMeans(images, window),
  );
  const [own, given] = variances;
  const [ownIsSeen, isSeen] = [0, 1].map((at) =>
    tf.greaterEqual(variances[at]!, tf.maximum(FLAT, tf.mul(ROUNDING, tf.square(means[at]!)))),
  ) as [tf.Tensor, tf.Tensor];
  const nothing = tf.zerosLike(given);
  const seen = tf.where(isSeen, given, nothing);
  // The prediction as the target times a gain, which is none where it contradicts, and noise.
  const hasGain = tf.logicalAnd(tf.logicalAnd(isSeen, ownIsSeen), tf.greaterEqual(covariance, 0));
  const gain = tf.where(hasGain, tf.div(covariance, tf.add(given, FLAT)), nothing);
  const rest = tf.maximum(tf.sub(own, tf.mul(gain, covariance)), FLAT);
  const left = tf.log1p(tf.div(tf.mul(tf.square(gain), seen), tf.add(rest, noise)));
  const sum = (values: tf.Tensor): tf.Tensor => tf.sum(tf.sum(values, 1), 1);
  return [sum(left), sum(tf.log1p(tf.div(seen, noise)))];
}
