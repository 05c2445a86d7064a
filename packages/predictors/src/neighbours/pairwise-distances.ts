import * as tf from '@tensorflow/tfjs';

/** How many differences are held at a time: 16 MiB of float32. */
const DIFFERENCES_AT_A_TIME = 2 ** 22;

/**
 * The distance of each row of `a` `[rows, features]` to each row of `b` `[others, features]`, as `[rows, others]`.
 *
 * Squares of differences are summed, although |a|² − 2ab + |b|² would be one matrix product: in float32 that loses the
 * digits of small distances, and a sample would not be at distance 0 from itself. `cosine` is 1 − the cosine of the angle,
 * as half the squared distance of the vectors at length 1; a vector of zeros is at distance 1 from all, as in scikit-learn.
 */
export function pairwiseDistances(a: tf.Tensor2D, b: tf.Tensor2D, metric: 'euclidean' | 'cosine'): tf.Tensor2D {
  if (metric === 'euclidean') return tf.sqrt(squaredDistances(a, b));
  const [left, right] = [toUnitLength(a), toUnitLength(b)];
  // Two more features, one for each side, in which a vector of zeros is 1 away from the other side.
  const unitA = tf.concat([left.vectors, left.isZero, tf.zerosLike(left.isZero)], 1);
  const unitB = tf.concat([right.vectors, tf.zerosLike(right.isZero), right.isZero], 1);
  return tf.mul(squaredDistances(unitA, unitB), 0.5);
}

function squaredDistances(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const [rows, others, features] = [a.shape[0], b.shape[0], a.shape[1]];
  const step = Math.max(1, Math.floor(DIFFERENCES_AT_A_TIME / (others * features)));
  const columns = tf.transpose(b);
  const negative = tf.stack([tf.onesLike(columns), tf.neg(columns)], 1);
  const parts: tf.Tensor2D[] = [];
  for (let start = 0; start < rows; start += step) {
    const count = Math.min(step, rows - start);
    // Each part by itself, so that its differences are freed before those of the next are made.
    parts.push(tf.tidy(() => squaredDistancesAtOnce(tf.slice(a, [start, 0], [count, features]), negative)));
  }
  return parts.length === 1 ? parts[0]! : tf.concat(parts, 0);
}

/**
 * `negative` `[features, 2, others]` holds ones and, below them, the negated columns: a difference is the product
 * (a, 1)(1, −b). Products with 1 are exact, and far faster than broadcasts, for which the cpu backend takes a microsecond
 * an element. The sum over features is a product as well, for the same reason.
 */
function squaredDistancesAtOnce(a: tf.Tensor2D, negative: tf.Tensor): tf.Tensor2D {
  const [features, , others] = negative.shape as [number, number, number];
  const rows = a.shape[0];
  const columns = tf.transpose(a);
  const differences = tf.matMul(tf.stack([columns, tf.onesLike(columns)], 2), negative);
  const squares = tf.reshape(tf.square(differences), [features, rows * others]);
  return tf.reshape(tf.matMul(tf.ones([1, features]), squares), [rows, others]);
}

function toUnitLength(vectors: tf.Tensor2D): { vectors: tf.Tensor2D; isZero: tf.Tensor2D } {
  const repeat = (column: tf.Tensor2D): tf.Tensor2D => tf.matMul(column, tf.ones([1, vectors.shape[1]]));
  // The largest number of each vector first becomes 1, or squares of very small or large ones would be 0 or infinite.
  const largest = tf.max<tf.Tensor2D>(tf.abs(vectors), 1, true);
  const isZero = tf.cast<tf.Tensor2D>(tf.equal(largest, 0), 'float32');
  const scaled = tf.div<tf.Tensor2D>(vectors, repeat(tf.add<tf.Tensor2D>(largest, isZero)));
  const length = tf.sqrt(tf.sum<tf.Tensor2D>(tf.square(scaled), 1, true));
  return { vectors: tf.div(scaled, repeat(tf.add<tf.Tensor2D>(length, isZero))), isZero };
}
