import type { LossEvaluation, Tensors } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** A loss as a function of one vector, in which all parameters stand one after the other. */
export interface FlatLoss {
  /** Tensors by parameter as one vector. */
  join(tensors: Tensors): tf.Tensor;
  /** A vector cut into tensors by parameter. */
  cut(vector: tf.Tensor): Tensors;
  /** The loss and its gradient at a vector; their negatives for `maximize`. */
  at(vector: tf.Tensor): { readonly loss: tf.Tensor; readonly gradient: tf.Tensor };
}

/** The loss of an update as a function of one vector. */
export function flatLoss(parameters: Tensors, evaluation: LossEvaluation, maximize: boolean): FlatLoss {
  const names = Object.keys(parameters);
  const sizes = names.map((name) => parameters[name]!.size);
  const join = (tensors: Tensors): tf.Tensor => tf.concat(names.map((name) => tf.reshape(tensors[name]!, [-1])));
  const cut = (vector: tf.Tensor): Tensors => {
    const parts = tf.split(vector, sizes);
    return Object.fromEntries(names.map((name, at) => [name, tf.reshape(parts[at]!, parameters[name]!.shape)]));
  };
  return {
    join,
    cut,
    at(vector) {
      const { loss, gradients } = evaluation.gradientsAt(cut(vector));
      const gradient = join(gradients);
      return maximize ? { loss: tf.neg(loss), gradient: tf.neg(gradient) } : { loss, gradient };
    },
  };
}
