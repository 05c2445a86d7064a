import type * as tf from '@tensorflow/tfjs';

import type { TensorTree } from '../tensorflow/tensor-tree.js';

/** A batch as a step sees it: tensors with the samples along the first axis. */
export interface TensorBatch {
  /** Parts by name. */
  readonly [key: string]: TensorTree;
}

/** Inputs with the right answers; each a tensor, or a list or record of tensors where a model has several inputs or outputs. */
export interface LabelledBatch<
  Input extends TensorTree = tf.Tensor,
  Target extends TensorTree = tf.Tensor,
> extends TensorBatch {
  /** What the model is given. */
  readonly input: Input;
  /** What it should answer. */
  readonly target: Target;
}

/** Inputs alone. */
export interface UnlabelledBatch<Input extends TensorTree = tf.Tensor> extends TensorBatch {
  /** What the model is given. */
  readonly input: Input;
}

/** Inputs and, for each, another view of the same. */
export interface ContrastiveBatch<Input extends TensorTree = tf.Tensor> extends TensorBatch {
  /** One view. */
  readonly input: Input;
  /** Another view of the same samples. */
  readonly positive: Input;
}

/** Inputs and, for each, a sample that is alike and one that is not. */
export interface TripletBatch<Input extends TensorTree = tf.Tensor> extends ContrastiveBatch<Input> {
  /** Samples that are unlike. */
  readonly negative: Input;
}
