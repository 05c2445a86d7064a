import type { WeightDeclaration } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** The declaration of a matrix from features to outputs, `[inFeatures, outFeatures]`, that begins as PyTorch's `Linear` does. */
export function linearKernel(inFeatures: number, outFeatures: number): WeightDeclaration {
  return { shape: [inFeatures, outFeatures], initializer: evenly(inFeatures) };
}

/** The declaration of what is added to outputs. */
export function linearBias(inFeatures: number, outFeatures: number): WeightDeclaration {
  return { shape: [outFeatures], initializer: evenly(inFeatures) };
}

function evenly(inFeatures: number): NonNullable<WeightDeclaration['initializer']> {
  const bound = 1 / Math.sqrt(inFeatures);
  return tf.initializers.randomUniform({ minval: -bound, maxval: bound });
}

/** Outputs of rows of features, `[batch, …, features]`. */
export function linear(features: tf.Tensor, kernel: tf.Tensor, bias?: tf.Tensor): tf.Tensor {
  const rows = tf.reshape(features, [-1, features.shape.at(-1)!]);
  const outputs = tf.matMul(rows, kernel);
  const moved = bias === undefined ? outputs : tf.add(outputs, bias);
  return tf.reshape(moved, [...features.shape.slice(0, -1), kernel.shape.at(-1)!]);
}
