import * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** Options of {@link gelu}. */
export interface GeluOptions {
  /** `'tanh'` for the approximation that GPT-2 and BERT's first code use. Default `'none'`. */
  readonly approximate?: 'none' | 'tanh' | undefined;
}

/** Attributes of the composite `gelu`. */
export type GeluAttributes = Readonly<{
  /** Which form. */
  approximate: 'none' | 'tanh';
}>;

const SLOPE = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** Saved: Φ(x), or for `'tanh'` what stands for it. */
const composite = defineComposite<GeluAttributes>({
  name: compositeNames.gelu,
  forward([x], { approximate }) {
    const argument =
      approximate === 'none'
        ? tf.erf(tf.mul(x!, Math.SQRT1_2))
        : tf.tanh(tf.mul(x!, tf.add(tf.mul(tf.square(x!), SLOPE * CUBIC), SLOPE)));
    const share = tf.add(tf.mul(argument, 0.5), 0.5);
    return { outputs: [tf.mul(x!, share)], saved: [share] };
  },
  backward([outputGradient], [x], [share], { approximate }) {
    const square = tf.square(x!);
    // With Φ = (1 + t)/2 and t = tanh(u): dΦ/dx = (1 − t²)/2 · du/dx = 2Φ(1 − Φ) · du/dx.
    const density =
      approximate === 'none'
        ? tf.mul(tf.exp(tf.mul(square, -0.5)), 1 / Math.sqrt(2 * Math.PI))
        : tf.mul(tf.mul(share!, tf.sub(1, share!)), tf.add(tf.mul(square, 6 * SLOPE * CUBIC), 2 * SLOPE));
    return [tf.mul(outputGradient!, tf.add(share!, tf.mul(x!, density)))];
  },
});

/**
 * The Gaussian error linear unit, element by element: `y = x · Φ(x)`, with Φ the normal distribution function, or by
 * `approximate: 'tanh'` the form `y = x/2 · (1 + tanh(√(2/π) · (x + 0.044715 x³)))`, which is off by up to 0.0005.
 *
 * @throws `LML_INVALID_ARGUMENT` for another form.
 *
 * @example
 * ```ts
 * import { gelu } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * gelu(tf.tensor1d([-1, 0, 1])); // => [-0.158655, 0, 0.841345]
 * gelu(tf.tensor1d([-1, 0, 1]), { approximate: 'tanh' }); // => [-0.158808, 0, 0.841192]
 * ```
 *
 * @see Hendrycks and Gimpel, Gaussian error linear units, 2016.
 */
export function gelu(x: tf.Tensor, { approximate = 'none' }: GeluOptions = {}): tf.Tensor {
  if (approximate !== 'none' && approximate !== 'tanh')
    throw new InvalidArgumentError('approximate', `'none' or 'tanh'`, approximate);
  return composite([x], { approximate })[0]!;
}
