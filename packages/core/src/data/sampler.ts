import { RandomState } from '../random/random-state.js';
import type { HostValue } from './batch.js';

/** What a sampler may use: the order must follow from this alone, so that a run can be resumed. */
export interface SamplerContext {
  /** The number of samples. */
  readonly length: number;
  /**
   * The index of each sample in the dataset that was split: what was given for each sample of the whole dataset, a weight say, is
   * found by it. Where nothing was split, 0, 1, 2 …
   */
  readonly originalIndices: ArrayLike<number>;
  /** The columns that the sampler asked for, whole: as in a batch, and arrays of different shapes as a list. */
  readonly columns: Readonly<Record<string, HostValue>>;
  /** The samples in a batch, by the options of the loader. */
  readonly batchSize: number;
  /** The seed of the run. */
  readonly seed: number;
  /** The epoch, from 0. */
  readonly epoch: number;
}

/** The order in which samples are taken in an epoch: one by one (`indices`), or in whole batches (`batches`). It has one of the two. */
export interface Sampler {
  /** The parts of the samples that it looks at, by name. They are read once. Default: none. */
  readonly columns?: readonly string[] | undefined;
  /** Indices of samples; some may be left out, some may come twice. */
  indices?(context: SamplerContext): ArrayLike<number>;
  /** The indices of each batch, of whatever size. */
  batches?(context: SamplerContext): Iterable<ArrayLike<number>>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Sampler}. */
    sampler: Sampler;
  }
}

/** A sampler that needs to know nothing but length, seed and epoch. */
export interface OrderSampler extends Sampler {
  /** Indices of samples. */
  indices(context: Pick<SamplerContext, 'length' | 'seed' | 'epoch'>): Int32Array;
}

/** Samples in their own order. */
export const sequentialSampler: OrderSampler = {
  indices: ({ length }) => Int32Array.from({ length }, (_, index) => index),
};

/** Samples in an order drawn anew for each epoch from (seed, epoch), by NumPy's `RandomState([seed, epoch]).permutation`. */
export const shuffledSampler: OrderSampler = {
  indices: ({ length, seed, epoch }) => new RandomState([seed >>> 0, epoch]).permutation(length),
};
