import type { RandomGenerator } from '../random/random-streams.js';
import type { NdArray } from './nd-array.js';
import type { Stage } from './stage.js';

/** A part of a sample: a number, text, an array, or a record of parts. */
export type SampleValue = number | boolean | string | NdArray | { readonly [key: string]: SampleValue };

/**
 * One sample. The usual keys are `input`, `target`, `weight`, `positive`, `negative` and `metadata`; `input` and `target` may be
 * records. `metadata` may be anything and stays on the host.
 */
export interface Sample {
  /** Parts by name. */
  readonly [key: string]: unknown;
}

/**
 * What is known where a sample is read or changed. Its random numbers are a function of the seed, the epoch and the place: which
 * loader, whether the dataset or which transform draws, and which sample of the epoch it is for. So two equal transforms in a chain
 * draw differently, and a sample that comes three times in an epoch gets three draws.
 */
export interface SampleContext {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** What the samples are used for; while transforms are fitted, `'train'`. `undefined` where a loader stands alone. */
  readonly stage?: Stage | undefined;
  /** The number of the sample in the dataset of its stage; `undefined` of a stream, whose samples have none. */
  readonly index?: number | undefined;
  /** A generator for one use, named by `stream`. The same name in the same place begins again with the same numbers. */
  random(stream: string): RandomGenerator;
}

/** What is known where a whole batch is changed: as {@link SampleContext}, for the batch that begins with a sample of the epoch. */
export interface BatchContext extends Omit<SampleContext, 'index'> {
  /** The numbers of the samples in the dataset of their stage; `undefined` of a stream. */
  readonly indices?: ArrayLike<number> | undefined;
}
