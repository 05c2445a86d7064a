import { EmptyDatasetError, InvalidArgumentError } from '@lml/core';

import { checkLength } from './checks.js';

/** How many samples the two parts of a split get. */
export interface PartSizes {
  /** How many are trained on. */
  readonly train: number;
  /** How many are tested on. */
  readonly test: number;
}

/** Sizes as they are given. */
export interface GivenSizes {
  readonly testSize: number | undefined;
  readonly trainSize: number | undefined;
  /** What is tested where nothing is given. */
  readonly otherwise: number;
}

/** A size as it is given: a fraction between 0 and 1, or a count from 1. */
export function isSize(value: number): boolean {
  return value > 0 && (value < 1 || Number.isInteger(value));
}

/**
 * Turns sizes into counts. A test fraction is rounded up, a train fraction down; what is not given is the rest, and `otherwise` is
 * tested where nothing is given.
 */
export function partSizes(length: number, { testSize, trainSize, otherwise }: GivenSizes): PartSizes {
  checkLength(length);
  const tested = testSize ?? (trainSize === undefined ? otherwise : undefined);
  const given = {
    test: tested === undefined ? undefined : tested < 1 ? Math.ceil(tested * length) : tested,
    train: trainSize === undefined ? undefined : trainSize < 1 ? Math.floor(trainSize * length) : trainSize,
  };
  checkCount('testSize', testSize, length);
  checkCount('trainSize', trainSize, length);
  const test = given.test ?? length - given.train!;
  const train = given.train ?? length - test;
  if (train + test > length) {
    const remedy = 'Reduce testSize or trainSize.';
    throw new InvalidArgumentError(
      'The sum of trainSize and testSize',
      `at most the number of samples, ${length}`,
      train + test,
      remedy,
    );
  }
  if (train <= 0) {
    throw new EmptyDatasetError(
      `With ${length} samples, testSize ${String(tested)} and trainSize ${String(trainSize)}, the training part would be empty. ` +
        'Change the sizes, or add data.',
    );
  }
  return { train, test };
}

function checkCount(name: string, size: number | undefined, length: number): void {
  if (size === undefined || size < length || size < 1) return;
  const expected = `smaller than the number of samples, ${length}, or a fraction between 0 and 1`;
  throw new InvalidArgumentError(name, expected, size);
}
