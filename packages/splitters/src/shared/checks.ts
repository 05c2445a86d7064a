import { InvalidArgumentError, ShapeMismatchError } from '@lml/core';

/** Fails unless there can be that many folds of that many samples. */
export function requireFolds(nSplits: number, length: number): void {
  checkLength(length);
  if (nSplits <= length) return;
  const remedy = 'Take fewer folds, or add data.';
  throw new InvalidArgumentError('nSplits', `no greater than the number of samples, ${length}`, nSplits, remedy);
}

/** Fails unless `length` is a number of samples. */
export function checkLength(length: number): void {
  if (Number.isSafeInteger(length) && length >= 0) return;
  throw new InvalidArgumentError('length', 'a whole number, 0 or more', length);
}

/** The targets, which must be there, one for each sample. */
export function requireTargets(
  targets: ArrayLike<number | string> | undefined,
  length: number,
): ArrayLike<number | string> {
  checkLength(length);
  if (targets === undefined) {
    const remedy = 'Give the dataset targets of one number or text a sample, or split without stratifying.';
    throw new InvalidArgumentError('targets', 'given where a split is stratified', targets, remedy);
  }
  if (targets.length === length) return targets;
  throw new ShapeMismatchError(
    `There are ${length} samples but ${targets.length} targets. A stratified split needs one target a sample.`,
  );
}
