import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';
import { leadingAxes, normalisationCall, type FeatureWeights } from './per-feature.js';

/** Options of {@link batchNorm}. */
export interface BatchNormOptions extends FeatureWeights {
  /** Added to the variance, against division by zero. Default 0.001. */
  readonly epsilon?: number | undefined;
}

/** What {@link batchNorm} gives. */
export interface BatchNormResult {
  /** The normalised values, of the shape of x. */
  readonly output: tf.Tensor;
  /** The mean of each channel; no gradient flows through it. */
  readonly mean: tf.Tensor;
  /** The variance of each channel, divided by the number of values; no gradient flows through it. */
  readonly variance: tf.Tensor;
}

/** Attributes of the composite `batch-norm`. */
export type BatchNormAttributes = Readonly<{
  /** Added to the variance. */
  epsilon: number;
  /** Whether γ is the input after x. */
  scale: boolean;
  /** Whether β is the last input. */
  center: boolean;
}>;

/** Inputs x, γ if `scale`, β if `center`; outputs y, mean, variance; saved: mean and 1/√(variance + ε), both `[channels]`. */
const composite = defineComposite<BatchNormAttributes>({
  name: compositeNames.batchNorm,
  forward([x, ...weights], { epsilon, scale, center }) {
    const axes = leadingAxes(x!);
    const mean = tf.mean(x!, axes);
    const centred = tf.sub(x!, mean);
    const variance = tf.mean(tf.square(centred), axes);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const scaled = tf.mul(centred, scale ? tf.mul(inverse, weights[0]!) : inverse);
    const output = center ? tf.add(scaled, weights.at(-1)!) : scaled;
    return { outputs: [output, mean, variance], saved: [mean, inverse] };
  },
  backward([outputGradient], [x, ...weights], [mean, inverse], { scale, center }) {
    const axes = leadingAxes(x!);
    const count = x!.size / x!.shape.at(-1)!;
    const centred = tf.sub(x!, mean!);
    const total = tf.sum(outputGradient!, axes);
    const along = tf.mul(tf.sum(tf.mul(outputGradient!, centred), axes), inverse!);
    const factor = scale ? tf.mul(inverse!, weights[0]!) : inverse!;
    const ofCentred = tf.mul(tf.mul(factor, inverse!), tf.div(along, -count));
    const shift = tf.mul(factor, tf.div(total, -count));
    const ofInput = tf.add(tf.add(tf.mul(outputGradient!, factor), tf.mul(centred, ofCentred)), shift);
    return [ofInput, ...(scale ? [along] : []), ...(center ? [total] : [])];
  },
});

/**
 * Batch normalisation as in training: the values of each channel, over all axes of `x` but the last, get mean 0 and
 * variance 1, then
 *
 *     y = γ · (x − mean) / √(variance + ε) + β
 *
 * `x` is `[batch, …, channels]`, γ and β are `[channels]`. The variance is divided by the number of values, as in Keras; for
 * the running statistics of PyTorch multiply it by n / (n − 1). The gradient is that of y with respect to `x`, γ and β, the
 * statistics being those of `x`.
 *
 * @throws `LML_SHAPE_MISMATCH` for γ or β of another shape.
 *
 * @example
 * ```ts
 * import { batchNorm } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[1, 10], [3, 30]]);
 * const { output, mean, variance } = batchNorm(x, { beta: tf.tensor1d([0, 5]), epsilon: 0 });
 * output; // => [[-1, 4], [1, 6]]
 * mean; // => [2, 20]
 * variance; // => [1, 100]
 * ```
 *
 * @see Ioffe and Szegedy, Batch normalization, 2015.
 */
export function batchNorm(x: tf.Tensor, options: BatchNormOptions = {}): BatchNormResult {
  const { inputs, scale, center } = normalisationCall('batchNorm', x, options);
  const [output, mean, variance] = composite(inputs, { epsilon: options.epsilon ?? 1e-3, scale, center });
  return { output: output!, mean: mean!, variance: variance! };
}
