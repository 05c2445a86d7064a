import * as tf from '@tensorflow/tfjs';

import { MissingGradientError } from '../errors/missing-gradient-error.js';
import { defineComposite } from '../steps/composite.js';
import { compositeNames } from './names.js';

/** The logarithm of what cannot be: far below all others and yet finite, so that differences are no NaN. */
export const CTC_IMPOSSIBLE = -1e30;

/**
 * Inputs: the logarithms by which labels `[time, rows, places]` and blanks `[time, rows, 1]` are emitted, whether a label leads to the
 * next one without a blank `[rows, places]`, and the labels before the first frame `[rows, places]`. Outputs: by which labels and blanks
 * are reached in each frame, without what they emit in it, `[time, rows, places]`.
 */
const composite = defineComposite<Record<never, never>>({
  name: compositeNames.ctcRecursion,
  forward([ofLabels, ofBlanks, leads, start]) {
    const [rows, places] = start!.shape as [number, number];
    const [labelsAt, blanksAt] = [tf.unstack(ofLabels!), tf.unstack(ofBlanks!)];
    const reached: Places[] = [];
    let before: Places = { labels: start!, blanks: tf.fill(start!.shape, CTC_IMPOSSIBLE) };
    for (const [frame, emitted] of labelsAt.entries()) {
      const visit = tf.tidy(() => {
        const blanks = logAddExp(before.labels, before.blanks);
        const leaving = tf.slice(tf.where(leads!, blanks, before.blanks), [0, 0], [rows, places - 1]);
        const arriving = tf.pad(leaving, [[0, 0], [1, 0]], CTC_IMPOSSIBLE); // prettier-ignore
        const labels = logAddExp(before.labels, arriving);
        const after = { labels: tf.add(labels, emitted), blanks: tf.add(blanks, blanksAt[frame]!) };
        return { here: { labels, blanks }, after };
      });
      reached.push(visit.here);
      before = visit.after;
    }
    return { outputs: [tf.stack(reached.map((at) => at.labels)), tf.stack(reached.map((at) => at.blanks))], saved: [] };
  },
  backward() {
    throw new MissingGradientError('ctc', undefined, 'second derivative');
  },
});

interface Places {
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
