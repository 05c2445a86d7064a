import { InvalidArgumentError, RandomState, warn, type Splitter } from '@lml/core';

/** How samples are dealt to folds. */
export interface FoldSettings {
  readonly cv: number | Splitter;
  readonly shuffle: boolean;
  readonly randomState: number;
}

/**
 * The fold of each sample, from 0. Classes keep their shares in each fold where targets are classes. The folds are those of scikit-learn's
 * `KFold` and `StratifiedKFold`.
 *
 * @throws `LML_INVALID_ARGUMENT` for more folds than samples, or than members of any class, and for splits of which not each sample is
 * tested on once.
 */
export function assignFolds(
  length: number,
  targets: ArrayLike<number>,
  isClasses: boolean,
  { cv, shuffle, randomState }: FoldSettings,
): Int32Array {
  if (typeof cv !== 'number') return testedOnce(length, targets, cv);
  if (cv > length) throw new InvalidArgumentError('cv', `no greater than the number of samples, ${length}`, cv);
  const random = shuffle ? new RandomState(randomState) : undefined;
  return isClasses ? foldsByClass(targets, cv, random) : foldsInOrder(length, cv, random);
}

/** As many samples to each fold as can be, one fold after the other. */
function foldsInOrder(length: number, folds: number, random: RandomState | undefined): Int32Array {
  const order = Int32Array.from({ length }, (_, at) => at);
  random?.shuffle(order);
  const foldOf = new Int32Array(length);
  let next = 0;
  for (let fold = 0; fold < folds; fold++) {
    const size = Math.floor(length / folds) + (fold < length % folds ? 1 : 0);
    for (const end = next + size; next < end; next++) foldOf[order[next]!] = fold;
  }
  return foldOf;
}

/** The members of each class, class after class in the order in which they appear, dealt to the folds in turn. */
function foldsByClass(targets: ArrayLike<number>, folds: number, random: RandomState | undefined): Int32Array {
  const members = new Map<number, number[]>();
  for (let at = 0; at < targets.length; at++) {
    const own = members.get(targets[at]!);
    if (own === undefined) members.set(targets[at]!, [at]);
    else own.push(at);
  }
  checkMembers(
    Array.from(members.values(), ({ length }) => length),
    folds,
  );
  const foldOf = new Int32Array(targets.length);
  let start = 0;
  for (const own of members.values()) {
    const end = start + own.length;
    const dealt = new Int32Array(own.length);
    let filled = 0;
    for (let fold = 0; fold < folds; fold++)
      dealt.fill(fold, filled, (filled += Math.ceil((end - fold) / folds) - Math.ceil((start - fold) / folds)));
    random?.shuffle(dealt);
    own.forEach((at, place) => (foldOf[at] = dealt[place]!));
    start = end;
  }
  return foldOf;
}

function checkMembers(counts: readonly number[], folds: number): void {
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  if (folds > largest)
    throw new InvalidArgumentError(
      'cv',
      `no greater than the number of members of the largest class, ${largest}`,
      folds,
    );
  const smallest = counts.reduce((least, count) => Math.min(least, count), Infinity);
  if (smallest < folds)
    warn(
      'LML_SMALL_CLASS',
      `The smallest class has ${smallest} samples, fewer than the ${folds} folds of targetEncoder.`,
    );
}

function testedOnce(length: number, targets: ArrayLike<number>, splitter: Splitter): Int32Array {
  const foldOf = new Int32Array(length).fill(-1);
  let [fold, tested] = [0, 0];
  for (const { test } of splitter.split({ length, targets })) {
    for (let at = 0; at < test.length; at++) {
      if (foldOf[test[at]!] === -1) tested++;
      else tested = -Infinity;
      foldOf[test[at]!] = fold;
    }
    fold++;
  }
  if (tested === length) return foldOf;
  throw new InvalidArgumentError('cv', 'a splitter that tests on each sample once, as kFold does', splitter);
}
