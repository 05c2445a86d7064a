import { valueAndGradients, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** The numbers of a tensor, 0 without a sign. */
export const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync(), (value) => value + 0);

/** The reductions of tf.losses, as they are named here and there. */
export const REDUCTIONS = [
  ['none', tf.Reduction.NONE],
  ['mean', tf.Reduction.MEAN],
  ['sum', tf.Reduction.SUM],
  ['sum-by-nonzero-weights', tf.Reduction.SUM_BY_NONZERO_WEIGHTS],
] as const;

/** Any numbers, and such between 0 and 1. */
export const reals = { prediction: uniform(-3, 3, 1), target: uniform(-3, 3, 2) };
export const shares = { prediction: uniform(0.05, 0.95, 3), target: uniform(0.05, 0.95, 4) };

/** The largest difference of two losses and their gradients, with weights for samples and without. */
export function difference(
  loss: Loss,
  theirs: (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined) => tf.Tensor,
  { prediction, target }: Record<'prediction' | 'target', tf.Tensor>,
): number {
  const differences = [undefined, tf.tensor1d([0.5, 2, 0, 1])].flatMap((weight) => {
    const [own, other] = [
      () => (weight === undefined ? loss(prediction, target) : loss(prediction, target, weight)),
      () => theirs(target, prediction, weight),
    ].map((compute) => {
      const { value, gradients } = valueAndGradients(() => tf.sum(tf.square(compute())), [prediction]);
      return [...numbers(compute()), ...numbers(value), ...numbers(gradients[0]!)];
    });
    return own!.map((value, index) => Math.abs(value - other![index]!) / Math.max(1, Math.abs(value)));
  });
  return Math.max(...differences);
}

/** The mean that LayersModel.fit takes of a loss's values. */
export function meanOfFit(
  values: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor,
): (labels: tf.Tensor, predictions: tf.Tensor, weights: tf.Tensor | undefined) => tf.Tensor {
  return (labels, predictions, weights = tf.ones([labels.shape[0]])) =>
    tf.mean(tf.mul(values(labels, predictions), weights));
}

function uniform(low: number, high: number, seed: number): tf.Tensor2D {
  return tf.randomUniform([4, 3], low, high, 'float32', seed);
}
