/** How often something occurs. */
export interface ValueCount {
  /** The value, as text. */
  readonly value: string;
  /** How often it occurs. */
  readonly count: number;
}

/** A part of the range of numbers, and how many lie in it. */
export interface ProfileBin {
  /** Where it begins. */
  readonly from: number;
  /** Where it ends. */
  readonly to: number;
  /** How many numbers lie in it. */
  readonly count: number;
}

/** What is in a column. */
export interface ColumnProfile {
  /** Its name. */
  readonly name: string;
  /** Numbers, or texts. */
  readonly type: 'number' | 'text';
  /** How many values are missing. */
  readonly missing: number;
  /** How many different values there are, missing ones not counted. */
  readonly distinct: number;
  /** Of numbers, the least; `undefined` where there are none, as below. */
  readonly min?: number | undefined;
  /** The greatest. */
  readonly max?: number | undefined;
  /** The mean. */
  readonly mean?: number | undefined;
  /** The standard deviation, that of the population. */
  readonly deviation?: number | undefined;
  /** Below these lie a quarter, a half and three quarters of the numbers. */
  readonly quartiles?: readonly [number, number, number] | undefined;
  /** How many numbers lie where. */
  readonly bins?: readonly ProfileBin[] | undefined;
  /** The values that occur most often, at most ten; of texts, and of numbers with few different values. */
  readonly top?: readonly ValueCount[] | undefined;
  /** What one should look at. */
  readonly notes: readonly string[];
}

/** Two columns of numbers that go together. */
export interface Correlations {
  /** The names of the columns, the first 20 of numbers. */
  readonly names: readonly string[];
  /** Pearson's correlations of each with each, over the rows in which both are there; NaN where there is none. */
  readonly values: readonly (readonly number[])[];
}

/** What is in a dataset. */
export interface DataProfile {
  /** The number of samples. */
  readonly rows: number;
  /** Its columns: of the inputs, and `target` where there is one that is no class. */
  readonly columns: readonly ColumnProfile[];
  /** How many samples are of each class. */
  readonly classes?: readonly ValueCount[] | undefined;
  /** How columns of numbers go together; `undefined` for fewer than two. */
  readonly correlations?: Correlations | undefined;
  /** How many samples are the same as an earlier one; `undefined` where there are too many to tell. */
  readonly duplicates?: number | undefined;
  /** What one should look at. */
  readonly notes: readonly string[];
}
