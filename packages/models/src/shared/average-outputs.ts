import { mapTree, ShapeMismatchError, treeLeaves, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** What is averaged. */
export type Averaged = 'outputs' | 'probabilities';

/** How outputs are averaged. */
export interface AverageOptions {
  /** How much each counts; they sum to 1. */
  readonly shares: readonly number[];
  /** What is averaged of the output of a path. */
  averaged(path: string): Averaged;
  /** Whether each logit of several is that of a class by itself. */
  readonly multiLabel: boolean;
}

/** The average of outputs, which are trees alike. */
export function averageOutputs(
  outputs: readonly TensorTree[],
  { shares, averaged, multiLabel }: AverageOptions,
): TensorTree {
  const leaves = outputs.map(treeLeaves);
  let at = 0;
  return mapTree(outputs[0]!, (first, path) => {
    const parts = leaves.map((own) => own[at]!);
    at += 1;
    if (averaged(path) === 'outputs') return meanOf(parts, shares);
    if (first.rank === 0) {
      throw new ShapeMismatchError('Probabilities are averaged of logits [batch, …, classes], got a scalar.');
    }
    const isBinary = multiLabel || first.rank === 1 || first.shape.at(-1) === 1;
    return isBinary ? logitOfMean(parts, shares) : logOfMean(parts, shares);
  });
}

function meanOf(parts: readonly tf.Tensor[], shares: readonly number[]): tf.Tensor {
  return tf.addN(parts.map((part, index) => tf.mul(tf.cast(part, 'float32'), shares[index]!)));
}

/** log Σ share · softmax z, along the last axis. */
function logOfMean(parts: readonly tf.Tensor[], shares: readonly number[]): tf.Tensor {
  return logOfSum(
    parts.map((part) => tf.logSoftmax(part, -1)),
    shares,
  );
}

/** log p − log(1 − p) of p = Σ share · sigmoid z. */
function logitOfMean(parts: readonly tf.Tensor[], shares: readonly number[]): tf.Tensor {
  const logOf = (sign: 1 | -1): tf.Tensor =>
    logOfSum(
      parts.map((part) => tf.neg(tf.softplus(tf.mul(-sign, part)))),
      shares,
    );
  return tf.sub(logOf(1), logOf(-1));
}

/** log Σ share · exp x, without an exponential that overflows. */
function logOfSum(parts: readonly tf.Tensor[], shares: readonly number[]): tf.Tensor {
  return tf.logSumExp(tf.stack(parts.map((part, index) => tf.add(part, Math.log(shares[index]!)))), 0);
}
