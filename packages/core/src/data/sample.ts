import type { RandomGenerator } from '../random/random-streams.js';
import type { NdArray } from './nd-array.js';

/** A part of a sample: a number, text, an array, or a record of parts. */
export type SampleValue = number | boolean | string | NdArray | { readonly [key: string]: SampleValue };

/**
 * One sample. The usual keys are `input`, `target`, `positive`, `negative`, `prediction` and `metadata`; `input` may be a
 * record. `metadata` may be anything and stays on the host.
 */
export interface Sample {
  /** Parts by name. */
  readonly [key: string]: unknown;
}

/** What is known where a sample is read: randomness that depends on (seed, epoch, index) and on nothing else. */
export interface SampleContext {
  /** The epoch, from 0. */
  readonly epoch: number;
  /** A generator of its own for each use, named by `stream`, and each sample. */
  random(stream: string): RandomGenerator;
}
