import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';
import { leadingAxes, normalisationCall, type FeatureWeights } from './per-feature.js';

/** Options of {@link layerNorm}. */
export interface LayerNormOptions extends FeatureWeights {
  /** Added to the variance, against division by zero. Default 0.001, as in Keras; PyTorch has 0.00001. */
  readonly epsilon?: number | undefined;
}

/** Attributes of the composite `layer-norm`. */
export type LayerNormAttributes = Readonly<{
  /** Added to the variance. */
  epsilon: number;
  /** Whether γ is the input after x. */
  scale: boolean;
  /** Whether β is the last input. */
  center: boolean;
}>;

/** Inputs x, γ if `scale`, β if `center`; output y; saved: mean and 1/√(variance + ε), both `[…, 1]`. */
const composite = defineComposite<LayerNormAttributes>({
  name: compositeNames.layerNorm,
  forward([x, ...weights], { epsilon, scale, center }) {
    const mean = tf.mean(x!, -1, true);
    const centred = tf.sub(x!, mean);
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon));
    const normalised = tf.mul(centred, inverse);
    const scaled = scale ? tf.mul(normalised, weights[0]!) : normalised;
    return { outputs: [center ? tf.add(scaled, weights.at(-1)!) : scaled], saved: [mean, inverse] };
  },
  backward([outputGradient], [x, ...weights], [mean, inverse], { scale, center }) {
    const axes = leadingAxes(x!);
    const normalised = tf.mul(tf.sub(x!, mean!), inverse!);
    const flow = scale ? tf.mul(outputGradient!, weights[0]!) : outputGradient!;
    const along = tf.mul(normalised, tf.mean(tf.mul(flow, normalised), -1, true));
    const ofInput = tf.mul(tf.sub(tf.sub(flow, tf.mean(flow, -1, true)), along), inverse!);
    const ofScale = scale ? [tf.sum(tf.mul(outputGradient!, normalised), axes)] : [];
    return [ofInput, ...ofScale, ...(center ? [tf.sum(outputGradient!, axes)] : [])];
  },
});

/**
 * Layer normalisation: each row, the last axis of `x`, gets mean 0 and variance 1, then
 *
 *     y = γ · (x − mean) / √(variance + ε) + β
 *
 * `x` is `[…, features]`, γ and β are `[features]`. The variance is divided by the number of features.
 *
 * @throws `LML_SHAPE_MISMATCH` for γ or β of another shape.
 *
 * @example
 * ```ts
 * import { layerNorm } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const x = tf.tensor2d([[1, 3], [10, 30]]);
 * layerNorm(x, { gamma: tf.tensor1d([1, 2]), epsilon: 0 }); // => [[-1, 2], [-1, 2]]
 * ```
 *
 * @see Ba, Kiros and Hinton, Layer normalization, 2016.
 */
export function layerNorm(x: tf.Tensor, options: LayerNormOptions = {}): tf.Tensor {
  const { inputs, scale, center } = normalisationCall('layerNorm', x, options);
  return composite(inputs, { epsilon: options.epsilon ?? 1e-3, scale, center })[0]!;
}
