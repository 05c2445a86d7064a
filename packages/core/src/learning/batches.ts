import type * as tf from '@tensorflow/tfjs';

import type { TensorTree } from '../tensorflow/tensor-tree.js';

/** A batch as a step sees it: tensors with the samples along the first axis. */
export interface TensorBatch {
  /** Parts by name. */
  readonly [key: string]: TensorTree;
}

/** Inputs with the right answers. */
export interface LabelledBatch extends TensorBatch {
  /** What the model is given. */
  readonly input: tf.Tensor;
  /** What it should answer. */
  readonly target: tf.Tensor;
}

/** Inputs alone. */
export interface UnlabelledBatch extends TensorBatch {
  /** What the model is given. */
  readonly input: tf.Tensor;
}

/** Inputs and, for each, another view of the same. */
export interface ContrastiveBatch extends TensorBatch {
  /** One view. */
  readonly input: tf.Tensor;
  /** Another view of the same samples. */
  readonly positive: tf.Tensor;
}

/** Inputs and, for each, a sample that is alike and one that is not. */
export interface TripletBatch extends ContrastiveBatch {
  /** Samples that are unlike. */
  readonly negative: tf.Tensor;
}
