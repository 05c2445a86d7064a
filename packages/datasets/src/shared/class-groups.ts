import { InvalidArgumentError, type Dataset, type RandomGenerator } from '@lml/core';

import { classesOf } from './classes.js';
import { readColumn } from './read-column.js';

/** The samples of a dataset by class, to draw partners from. */
export interface ClassGroups {
  /** How many samples are of the class of a sample. */
  countOf(index: number): number;
  /** Another sample of the class of a sample; `undefined` where there is none. */
  drawAlike(index: number, random: RandomGenerator): number | undefined;
  /** A sample of another class; each of them is as likely. */
  drawUnlike(index: number, random: RandomGenerator): number;
}

/**
 * The samples of an open dataset by class.
 *
 * @throws `LML_INVALID_ARGUMENT` if the column is not one class a sample, or there are fewer than two classes.
 */
export async function groupByClass(dataset: Dataset, column: string): Promise<ClassGroups> {
  const { codes, counts } = classesOf(column, await readColumn(dataset, column));
  if (counts.length < 2) {
    const remedy = 'Pairs are made of samples of one class, and of two.';
    throw new InvalidArgumentError(`'${column}'`, 'of two classes at the least', counts.length, remedy);
  }
  // The samples one class after the other, where each class begins, and where each sample stands.
  const starts = counts.map((_, code) => counts.slice(0, code).reduce((sum, count) => sum + count, 0));
  const ordered = new Int32Array(codes.length);
  const places = new Int32Array(codes.length);
  const next = [...starts];
  codes.forEach((code, index) => {
    places[index] = next[code]!++;
    ordered[places[index]] = index;
  });
  return {
    countOf: (index) => counts[codes[index]!]!,
    drawAlike(index, random) {
      const [start, count] = [starts[codes[index]!]!, counts[codes[index]!]!];
      if (count < 2) return undefined;
      const place = start + random.integer(count - 1);
      return ordered[place < places[index]! ? place : place + 1]!;
    },
    drawUnlike(index, random) {
      const [start, count] = [starts[codes[index]!]!, counts[codes[index]!]!];
      const place = random.integer(codes.length - count);
      return ordered[place < start ? place : place + count]!;
    },
  };
}
