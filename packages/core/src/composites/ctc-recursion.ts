import * as tf from '@tensorflow/tfjs';

import { MissingGradientError } from '../errors/missing-gradient-error.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** The logarithm of what cannot be: far below all others and yet finite, so that differences are no NaN. */
export const CTC_IMPOSSIBLE = -1e30;

/**
 * Inputs: the logarithms by which labels `[time, rows, places]` and blanks `[time, rows, 1]` are emitted, whether a label leads to the
 * next one without a blank `[rows, places]`, and the labels before the first frame `[rows, places]`. Outputs: the states of labels and of
 * blanks, `[time, rows, places]`.
 */
const composite = defineComposite<Record<never, never>>({
  name: compositeNames.ctcRecursion,
  forward([ofLabels, ofBlanks, leads, start]) {
    const [rows, places] = start!.shape as [number, number];
    const blanksAt = tf.unstack(ofBlanks!);
    const visited: Visit[] = [];
    let before: Visit = { labels: start!, blanks: tf.fill(start!.shape, CTC_IMPOSSIBLE) };
    for (const [frame, emitted] of tf.unstack(ofLabels!).entries()) {
      before = tf.tidy(() => {
        const { labels, blanks } = before;
        const silent = logAddExp(labels, blanks);
        const leaving = tf.slice(tf.where(leads!, silent, blanks), [0, 0], [rows, places - 1]);
        const arriving = tf.pad(leaving, [[0, 0], [1, 0]], CTC_IMPOSSIBLE); // prettier-ignore
        return {
          labels: tf.add(logAddExp(labels, arriving), emitted),
          blanks: tf.add(silent, blanksAt[frame]!),
        };
      });
      visited.push(before);
    }
    return { outputs: [tf.stack(visited.map((at) => at.labels)), tf.stack(visited.map((at) => at.blanks))], saved: [] };
  },
  backward() {
    throw new MissingGradientError('ctc', undefined, 'second derivative');
  },
});

interface Visit {
  readonly labels: tf.Tensor;
  readonly blanks: tf.Tensor;
}

/**
 * Goes through the frames of alignments, for `ctc`. A place is a label and the blank behind it. A blank is reached from itself and its
 * label; a label from itself, from the blank before it, and where that `leads` on so from the label before it.
 */
export function ctcRecursion(
  ofLabels: tf.Tensor,
  ofBlanks: tf.Tensor,
  leads: tf.Tensor,
  start: tf.Tensor,
): [labels: tf.Tensor, blanks: tf.Tensor] {
  return composite([ofLabels, ofBlanks, leads, start], {}) as [tf.Tensor, tf.Tensor];
}

/** ln(eᵃ + eᵇ) of two tensors of one shape, in five kernels. */
export function logAddExp(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const larger = tf.maximum(a, b);
  return tf.add(larger, tf.softplus(tf.sub(tf.minimum(a, b), larger)));
}
