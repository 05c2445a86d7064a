import * as tf from '@tensorflow/tfjs';

import { treeLeaves, type TensorTree } from '../tensorflow/tensor-tree.js';
import type { TreeLoss, LossHead } from './loss.js';

/** A loss of a batch with what its mean divides by, so that batches can be put together as if they were one. */
export interface MeasuredLoss {
  /** Its value, a scalar. */
  readonly value: tf.Tensor;
  /** What its mean divides by; none of a sum. */
  readonly total: tf.Tensor | number | undefined;
  /** Its terms by name, where it is a weighted sum of several; each has a total of its own. */
  readonly heads?: Readonly<Record<string, LossHead>> | undefined;
}

/**
 * Computes the loss of a batch, and what its mean divides by.
 *
 * @example
 * ```ts
 * import { measureLoss } from '@lml/core';
 * import { mse } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const { value, total } = measureLoss(mse(), tf.tensor2d([[1, 2]]), tf.tensor2d([[1, 4]]));
 * value; // => 2
 * total; // => 2
 * ```
 */
export function measureLoss(
  loss: TreeLoss,
  prediction: TensorTree,
  target?: TensorTree,
  weight?: TensorTree,
): MeasuredLoss {
  if (loss.heads !== undefined) {
    const heads = loss.heads(prediction, target, weight);
    return { value: sumHeads(heads), total: undefined, heads };
  }
  if (loss.measure !== undefined) return loss.measure(prediction, target, weight);
  const value = weight === undefined ? loss(prediction, target) : loss(prediction, target, weight);
  if (loss.reduction === 'sum') return { value, total: undefined };
  return { value, total: loss.total?.(prediction, target, weight) ?? samplesOf(prediction) };
}

/** Sums the terms of a loss, each times its factor. */
export function sumHeads(heads: Readonly<Record<string, LossHead>>): tf.Tensor {
  const terms = Object.values(heads).map(({ value, factor }) => (factor === 1 ? value : tf.mul(value, factor)));
  return terms.length === 1 ? terms[0]! : tf.addN(terms);
}

/** The number of samples that outputs are of: the size of the first axis of their first tensor. */
function samplesOf(prediction: TensorTree): number {
  return treeLeaves(prediction)[0]?.shape[0] ?? 1;
}
