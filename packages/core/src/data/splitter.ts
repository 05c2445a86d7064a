import type { NdArray } from './nd-array.js';

/** The indices of one split, in ascending order unless the splitter shuffles. */
export interface FoldIndices {
  /** To learn from. */
  readonly train: ArrayLike<number>;
  /** To judge by. */
  readonly test: ArrayLike<number>;
}

/** What a splitter may use. */
export interface SplitInput {
  /** The number of samples. */
  readonly length: number;
  /** The class, or another value, of each sample; or an array with a row for each: its class one-hot, or its labels. */
  readonly targets?: ArrayLike<number | string> | NdArray | undefined;
  /** The group of each sample; a group is never divided. */
  readonly groups?: ArrayLike<number | string> | undefined;
}

/** Divides samples into train and test, once or several times. Same seed, same indices as scikit-learn. */
export interface Splitter {
  /** The splits, one after the other as they are read. A splitter seeded by a number gives the same ones at each call. */
  split(input: SplitInput): Iterable<FoldIndices>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Splitter}. */
    splitter: Splitter;
  }
}
