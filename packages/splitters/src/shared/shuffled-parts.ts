import { InvalidArgumentError, type FoldIndices, type RandomState } from '@lml/core';

import { approximateMode } from './approximate-mode.js';
import { membersOf, type Classes } from './classes.js';
import type { PartSizes } from './part-sizes.js';

/** Two parts drawn at random: of a permutation the first samples are tested, and the next ones trained on. */
export function shuffledParts(length: number, { train, test }: PartSizes, random: RandomState): FoldIndices {
  const order = random.permutation(length);
  return { train: order.subarray(test, test + train), test: order.subarray(0, test) };
}

/** What draws two parts at random in which classes have about the shares that they have altogether. */
export function stratifiedParts(classes: Classes, sizes: PartSizes): (random: RandomState) => FoldIndices {
  checkClasses(classes, sizes);
  const { counts } = classes;
  const { members, starts } = membersOf(classes);
  return (random) => {
    const trainCounts = approximateMode(counts, sizes.train, random);
    const rest = counts.map((count, code) => count - trainCounts[code]!);
    const testCounts = approximateMode(rest, sizes.test, random);
    const train = new Int32Array(sizes.train);
    const test = new Int32Array(sizes.test);
    let [trained, tested] = [0, 0];
    for (let code = 0; code < counts.length; code++) {
      const order = random.permutation(counts[code]!);
      const start = starts[code]!;
      const [ofTrain, ofTest] = [trainCounts[code]!, testCounts[code]!];
      for (let i = 0; i < ofTrain; i++) train[trained++] = members[start + order[i]!]!;
      for (let i = ofTrain; i < ofTrain + ofTest; i++) test[tested++] = members[start + order[i]!]!;
    }
    return { train: random.permutation(train), test: random.permutation(test) };
  };
}

function checkClasses({ values, counts }: Classes, { train, test }: PartSizes): void {
  const small = values.filter((_, code) => counts[code]! < 2);
  if (small.length > 0) {
    throw new InvalidArgumentError(
      'The number of members of each class',
      'at least 2 where a split is stratified',
      1,
      `Classes with too few members are: ${small.slice(0, 8).join(', ')}${small.length > 8 ? ', …' : ''}.`,
    );
  }
  const expected = `at least the number of classes, ${values.length}, where a split is stratified`;
  if (train < values.length) throw new InvalidArgumentError('trainSize', expected, train);
  if (test < values.length) throw new InvalidArgumentError('testSize', expected, test);
}
