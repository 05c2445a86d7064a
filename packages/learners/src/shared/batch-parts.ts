import { InvalidArgumentError, type TensorBatch, type TensorTree } from '@lml/core';

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
