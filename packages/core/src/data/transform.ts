import type { HostBatch } from './batch.js';
import type { NdArray } from './nd-array.js';
import type { BatchContext, Sample, SampleContext } from './sample.js';
import type { TensorTree } from './tensor-tree.js';

/** What a transform has learnt, by name. */
export type TransformState = Readonly<Record<string, NdArray>>;

/** What is known of the samples that a transform is fitted to. */
export interface FitContext {
  /** The number of training sets, which come one after the other. */
  readonly sets: number;
  /** Whether one of them is a stream, whose samples have no numbers and may come in another order. */
  readonly isStream: boolean;
}

/**
 * Changes samples before they are stacked (`apply`), or whole batches (`applyBatch`): scaling, cropping, augmentation, mixing. It
 * has one of the two, or both where they give the same: then a dataset of columns is still read a batch at a time. In a chain, those
 * that need single samples stand before those that need batches.
 *
 * One that learns has `fit` or `fitBatches`, `state` and `load`. It is fitted to the training data alone, of each fold in cross-validation; what it
 * has learnt is in each checkpoint, and is loaded with it.
 */
export interface Transform {
  /** The changed sample; the given one is left as it is. */
  apply?(sample: Sample, context: SampleContext): Sample | Promise<Sample>;
  /** The changed batch; the arrays of the given one may be filled anew, and need not be kept. */
  applyBatch?(batch: HostBatch, context: BatchContext): HostBatch | Promise<HostBatch>;
  /**
   * Whether whole batches are what it is meant for, where it has both: of rows of numbers that is many times faster. Where one follows in
   * the chain that takes single samples only, it is given those. Default: false.
   */
  readonly prefersBatches?: boolean | undefined;
  /**
   * Learns from the training samples, as the transforms before it give them. They can be gone through more than once. What was learnt
   * before is forgotten. Without a context there is one set of samples, numbered in their order.
   */
  fit?(samples: AsyncIterable<Sample>, context?: FitContext): void | Promise<void>;
  /** As `fit`, and in its place, from batches of samples: of columns it is many times faster. */
  fitBatches?(batches: AsyncIterable<HostBatch>, context?: FitContext): void | Promise<void>;
  /** What was learnt; `undefined` before it was fitted or loaded. */
  state?(): TransformState | undefined;
  /** Takes over what was learnt. */
  load?(state: TransformState): void;
  /** The names of the classes that it numbers targets by, once it has learnt them. Data whose datasets name no classes have these. */
  readonly classNames?: readonly string[] | undefined;
  /**
   * Of predictions or targets in the changed units, those in the units of the data: where a target was changed, so that predictions,
   * and metrics of predictions, are in its own units. Pure, in TensorFlow.js ops, as it is part of a step.
   */
  invert?(prediction: TensorTree): TensorTree;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Transform}. */
    transform: Transform;
  }
}
