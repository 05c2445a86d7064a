import { InvalidArgumentError, isNdArray, type NdArray, ShapeMismatchError, warn, type SplitInput } from '@lml/core';

/** Targets of a sample each: a list, or an array of rows. */
export type Targets = NonNullable<SplitInput['targets']>;

/** Fails unless there can be that many folds of that many samples, or groups. */
export function requireFolds(nSplits: number, length: number, of = 'samples'): void {
  checkLength(length);
  if (nSplits <= length) return;
  const remedy = 'Take fewer folds, or add data.';
  throw new InvalidArgumentError('nSplits', `no greater than the number of ${of}, ${length}`, nSplits, remedy);
}

/** Fails unless `length` is a number of samples. */
export function checkLength(length: number): void {
  if (Number.isSafeInteger(length) && length >= 0) return;
  throw new InvalidArgumentError('length', 'a whole number, 0 or more', length);
}

/** The targets, which must be there, one for each sample: a list, or an array of rows of two numbers or more. */
export function requireTargets(targets: SplitInput['targets'], length: number): Targets {
  checkLength(length);
  if (targets === undefined) {
    const remedy = 'Give the dataset targets of one number, text or row a sample, or split without stratifying.';
    throw new InvalidArgumentError('targets', 'given where a split is stratified', targets, remedy);
  }
  const isArray = isNdArray(targets);
  if (isArray && targets.shape.length !== 1 && targets.shape.length !== 2) {
    throw new InvalidArgumentError('targets', 'an array [samples] or [samples, labels]', targets);
  }
  const given = isArray ? targets.shape[0]! : targets.length;
  if (given !== length) {
    throw new ShapeMismatchError(
      `There are ${length} samples but ${given} targets. A stratified split needs one target a sample.`,
    );
  }
  return isArray && (targets.shape[1] ?? 1) === 1 ? listOf(targets) : targets;
}

/** The values of an array, as a list. */
function listOf({ dtype, data }: NdArray): ArrayLike<number | string> {
  return dtype === 'int64' ? Float64Array.from(data as BigInt64Array, Number) : (data as ArrayLike<number | string>);
}

/** The groups, which must be there, one for each sample. */
export function requireGroups({ groups, length }: SplitInput): ArrayLike<number | string> {
  checkLength(length);
  if (groups === undefined) {
    const remedy = 'Give the group of each sample, or use a splitter that needs none.';
    throw new InvalidArgumentError('groups', 'given where groups stay together', groups, remedy);
  }
  if (groups.length === length) return groups;
  throw new ShapeMismatchError(
    `There are ${length} samples but ${groups.length} groups. A split by groups needs one group a sample.`,
  );
}

/** Says that groups were given to a splitter that divides them. */
export function ignoreGroups(name: string, { groups }: SplitInput): void {
  if (groups === undefined) return;
  const message = `${name} ignores the groups that were given, so that a group may be on both sides. Use a splitter of groups, such as group-k-fold.`;
  warn('LML_GROUPS_IGNORED', message);
}
