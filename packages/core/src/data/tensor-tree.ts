import type * as tf from '@tensorflow/tfjs';

/** A tensor, or lists and records of tensors. */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [key: string]: TensorTree };

/** Tensors by name. */
export type Tensors = Readonly<Record<string, tf.Tensor>>;
