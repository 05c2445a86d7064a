import * as tf from '@tensorflow/tfjs';

/** The sizes before an axis and after it, each as one. */
function around(shape: readonly number[], axis: number): [number, number] {
  return [tf.util.sizeFromShape(shape.slice(0, axis)), tf.util.sizeFromShape(shape.slice(axis + 1))];
}

const resized = (shape: readonly number[], axis: number, size: number): number[] =>
  shape.map((own, at) => (at === axis ? size : own));

/** Puts `step - 1` zeros between the values along an axis: `n` become `(n - 1) · step + 1`. */
export function spread(x: tf.Tensor, axis: number, step: number): tf.Tensor {
  const size = x.shape[axis]!;
  if (step === 1 || size < 2) return x;
  const [before, after] = around(x.shape, axis);
  const apart = tf.pad(tf.reshape(x, [before, size, 1, after]), [
    [0, 0],
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  const wide = (size - 1) * step + 1;
  const cut = tf.slice(tf.reshape(apart, [before, size * step, after]), [0, 0, 0], [before, wide, after]);
  return tf.reshape(cut, resized(x.shape, axis, wide));
}

/** Every `step`-th value along an axis, from the first: undoes {@link spread}. */
export function gathered(x: tf.Tensor, axis: number, step: number): tf.Tensor {
  const wide = x.shape[axis]!;
  if (step === 1 || wide < 2) return x;
  const [before, after] = around(x.shape, axis);
  const size = Math.ceil(wide / step);
  const full = tf.pad(tf.reshape(x, [before, wide, after]), [
    [0, 0],
    [0, size * step - wide],
    [0, 0],
  ]);
  const cut = tf.slice(tf.reshape(full, [before, size, step, after]), [0, 0, 0, 0], [before, size, 1, after]);
  return tf.reshape(cut, resized(x.shape, axis, size));
}
