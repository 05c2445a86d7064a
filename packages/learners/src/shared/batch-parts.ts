import { InvalidArgumentError, type TensorBatch, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * A part of a batch that the learner cannot do without; `remedy` says where it comes from.
 *
 * @throws `LML_INVALID_ARGUMENT` if the batch lacks it.
 */
export function requiredPart<Part extends TensorTree>(batch: TensorBatch, key: string, remedy: string): Part {
  const part = batch[key];
  if (part === undefined) throw new InvalidArgumentError('batch', `a record with '${key}'`, batch, remedy);
  return part as Part;
}

/** A part that a batch may have, if it is there and a tensor. */
export function optionalTensor(batch: TensorBatch, key: string): tf.Tensor | undefined {
  const part = batch[key];
  return part instanceof tf.Tensor ? part : undefined;
}
