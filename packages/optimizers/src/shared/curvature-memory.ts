import * as tf from '@tensorflow/tfjs';

import { select, type TensorRecord } from './select.js';

/**
 * What L-BFGS remembers of the last updates, the newest last: rows of `steps` (s) and of `changes` of the gradient (y), which are 0 as
 * long as they are not filled; `curvatures`, s·y of each; `inverse`, that of the upper triangle of all s·y, which is the identity where
 * nothing is filled; and `scale`, s·y/y·y of the newest.
 */
export type CurvatureMemory = TensorRecord<'steps' | 'changes' | 'curvatures' | 'inverse' | 'scale'>;

/** A pair is remembered only where its product is larger than this, as in PyTorch. */
const LEAST = 1e-10;

/** The memory with a pair more, where the loss curves upwards along it; the oldest one goes. */
export function remember(memory: CurvatureMemory, step: tf.Tensor, change: tf.Tensor): CurvatureMemory {
  const product = tf.sum(tf.mul(step, change));
  const curves = tf.greater(product, LEAST);
  const curvature = tf.where(curves, product, tf.onesLike(product));
  const steps = pushed(memory.steps, step);
  const pair = {
    steps,
    changes: pushed(memory.changes, change),
    curvatures: pushed(memory.curvatures, curvature),
    inverse: bordered(memory.inverse as tf.Tensor2D, steps, change, curvature),
    scale: tf.div(product, tf.sum(tf.where(curves, tf.square(change), tf.onesLike(change)))),
  };
  return select(curves, pair, memory);
}

/** Rows without the first one, and a new one at the end. */
function pushed(rows: tf.Tensor, row: tf.Tensor): tf.Tensor {
  const [count, ...rest] = rows.shape as [number, ...number[]];
  const last = tf.reshape(row, [1, ...rest]);
  return count === 1 ? last : tf.concat([tf.slice(rows, 1, count - 1), last]);
}

/** The inverse of the triangle, whose first row and column go, and which has a new column of products at its end. */
function bordered(inverse: tf.Tensor2D, steps: tf.Tensor, change: tf.Tensor, curvature: tf.Tensor): tf.Tensor {
  const rest = inverse.shape[0] - 1;
  const corner = tf.reshape(tf.div(1, curvature), [1, 1]);
  if (rest === 0) return corner;
  const block = tf.slice(inverse, [1, 1], [rest, rest]);
  const products = tf.matMul(tf.slice(steps, 0, rest), asColumn(change));
  const column = tf.mul(tf.neg(tf.matMul(block, products)), corner);
  return tf.concat([tf.concat([block, column], 1), tf.concat([tf.zeros([1, rest]), corner], 1)]);
}

/**
 * The gradient times the inverse of the Hessian as far as it is known, negated. It is the two-loop recursion, whose loops are
 * products with the inverse of the triangle.
 */
export function newtonDirection(memory: CurvatureMemory, gradient: tf.Tensor): tf.Tensor {
  const [steps, changes, inverse] = [memory.steps, memory.changes, memory.inverse] as tf.Tensor2D[];
  const column = asColumn(gradient);
  const shares = tf.matMul(inverse!, tf.matMul(steps!, column));
  const scaled = tf.mul(memory.scale, tf.sub(column, tf.matMul(changes!, shares, true)));
  const weighted = tf.mul(tf.reshape(memory.curvatures, [-1, 1]), shares);
  const rest = tf.sub<tf.Tensor2D>(weighted, tf.matMul(changes!, scaled));
  const back = tf.matMul(inverse!, rest, true);
  return tf.neg(tf.reshape(tf.add(scaled, tf.matMul(steps!, back, true)), gradient.shape));
}

function asColumn(vector: tf.Tensor): tf.Tensor2D {
  return tf.reshape(vector, [-1, 1]);
}
