import { asFloat, InvalidArgumentError, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What becomes of a row of similarities or distances: its mean, its sum, or the row itself. */
export type PairwiseReduction = 'mean' | 'sum' | 'none';

/** Options of functions that compare all rows of a matrix with all of another. */
export interface PairwiseOptions {
  /** What becomes of each row of the result. Default: `'none'`. */
  readonly reduction?: PairwiseReduction | undefined;
  /** Whether the result is 0 where a row meets the one of its own number. Default: whether there is one matrix. */
  readonly zeroDiagonal?: boolean | undefined;
}

/** Compares all rows of x with all rows of y, or of x itself: `[rows of x, rows of y]`, or one number a row of x. */
export function pairwiseMatrix(
  name: string,
  x: tf.Tensor,
  y: tf.Tensor | undefined,
  { reduction = 'none', zeroDiagonal = y === undefined }: PairwiseOptions,
  compare: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  requireRows(name, x, y ?? x);
  return tf.tidy(() => {
    const matrix = compare(asFloat(x), asFloat(y ?? x));
    const result = zeroDiagonal ? withoutDiagonal(matrix) : matrix;
    switch (reduction) {
      case 'none':
        return result.clone();
      case 'mean':
        return tf.mean(result, 1);
      case 'sum':
        return tf.sum(result, 1);
      default:
        throw new InvalidArgumentError('reduction', "'mean', 'sum' or 'none'", reduction);
    }
  });
}

/** The differences of all rows of x and all rows of y, `[rows of x, rows of y, columns]`. */
export function differences(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  return tf.sub(tf.expandDims(x, 1), tf.expandDims(y, 0));
}

function withoutDiagonal(matrix: tf.Tensor): tf.Tensor {
  const [rows, columns] = matrix.shape as [number, number];
  const isOwn = tf.equal(tf.expandDims(tf.range(0, rows, 1, 'int32'), 1), tf.range(0, columns, 1, 'int32'));
  return tf.where(isOwn, 0, matrix);
}

function requireRows(name: string, x: tf.Tensor, y: tf.Tensor): void {
  if (x.rank === 2 && y.rank === 2 && x.shape[1] === y.shape[1]) return;
  throw new ShapeMismatchError(
    `${name} needs x [rows, columns] and y of as many columns, got ${showShape(x.shape)} and ${showShape(y.shape)}.`,
  );
}
