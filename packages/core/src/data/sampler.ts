import { RandomState } from '../random/random-state.js';

/** What a sampler may use: the order must follow from these numbers alone, so that a run can be resumed. */
export interface SamplerContext {
  /** The number of samples in the dataset. */
  readonly length: number;
  /** The seed of the run. */
  readonly seed: number;
  /** The epoch, from 0. */
  readonly epoch: number;
}

/** The order in which samples are taken in an epoch. */
export interface Sampler {
  /** Indices of samples; some may be left out, some may come twice. */
  indices(context: SamplerContext): ArrayLike<number>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Sampler}. */
    sampler: Sampler;
  }
}

/** Samples in their own order. */
export const sequentialSampler: Sampler = {
  indices: ({ length }) => Int32Array.from({ length }, (_, index) => index),
};

/** Samples in an order drawn anew for each epoch from (seed, epoch), by NumPy's `RandomState([seed, epoch]).permutation`. */
export const shuffledSampler: Sampler = {
  indices: ({ length, seed, epoch }) => new RandomState([seed >>> 0, epoch]).permutation(length),
};
