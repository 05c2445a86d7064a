import * as tf from '@tensorflow/tfjs';

import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** The square of the length from which a row has a direction: 1e-12, as in PyTorch's `normalize`. */
const LEAST = 1e-24;

const composite = defineComposite<Record<never, never>>({
  name: compositeNames.l2Normalise,
  forward([rows]) {
    const squares = tf.sum(tf.square(rows!), -1, true);
    const hasDirection = tf.cast(tf.greaterEqual(squares, LEAST), 'float32');
    const inverse = tf.div(hasDirection, tf.sqrt(tf.maximum(squares, LEAST)));
    const output = tf.mul(rows!, inverse);
    return { outputs: [output], saved: [output, inverse] };
  },
  backward([outputGradient], _rows, [output, inverse]) {
    const along = tf.sum(tf.mul(outputGradient!, output!), -1, true);
    return [tf.mul(tf.sub(outputGradient!, tf.mul(output!, along)), inverse!)];
  },
});

/**
 * The composite `l2-normalise`: rows of length one, `y = x / ‖x‖` along the last axis.
 *
 * With g the gradient of y, that of x is `(g − y · ⟨g, y⟩) / ‖x‖`. A row that is shorter than 1e-12 has no direction: it
 * becomes zero and gets gradient zero, where PyTorch's grows to 1e12.
 *
 * @example
 * ```ts
 * import { l2Normalise } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * l2Normalise(tf.tensor2d([[3, 4], [0, 0]])); // => [[0.6, 0.8], [0, 0]]
 * ```
 */
export function l2Normalise(rows: tf.Tensor): tf.Tensor {
  return composite([rows], {})[0]!;
}
