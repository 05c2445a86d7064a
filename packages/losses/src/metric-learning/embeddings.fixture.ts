import { valueAndGradients, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/** All numbers of a tensor. */
export const numbers = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

/** Eight embeddings of three classes, drawn. */
export const embeddings = (): tf.Tensor2D => tf.randomNormal([8, 4], 0, 1, 'float32', 3);
export const labels = (): tf.Tensor1D => tf.tensor1d([0, 1, 2, 1, 0, 0, 2, 1], 'int32');

/** Batches of embeddings at which something ends, with their classes. */
const EDGES: Readonly<Record<string, readonly [rows: number[][], classes: number[]]>> = {
  'without a length': [[[0, 0, 0], [1, 2, 0], [0, 1, 1], [0, 0, 0]], [0, 0, 1, 1]], // prettier-ignore
  'all equal': [[[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 2, 3]], [0, 0, 1, 1]], // prettier-ignore
  'all equal and without a length': [[[0, 0, 0], [0, 0, 0], [0, 0, 0]], [0, 0, 1]], // prettier-ignore
  'of one class': [[[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1]], // prettier-ignore
  'of different classes': [[[1, 0, 0], [0, 1, 0], [0, 0, 1]], [0, 1, 2]], // prettier-ignore
  'of one sample': [[[1, 2, 3]], [1]],
  'that are very long': [[[1e4, 0, 0], [0, -1e4, 0], [0, 0, 1e4], [1e4, 1, 0]], [0, 0, 1, 1]], // prettier-ignore
};

/** At which of the edges value or gradient of a loss are not finite. */
export function infiniteEdges(loss: Loss): string[] {
  return Object.entries(EDGES).flatMap(([edge, [rows, classes]]) => {
    const [prediction, target] = [tf.tensor2d(rows), tf.tensor1d(classes, 'int32')];
    const { value, gradients } = valueAndGradients(() => tf.sum(loss(prediction, target)), [prediction]);
    return [value, ...gradients].flatMap(numbers).every(Number.isFinite) ? [] : [edge];
  });
}

/** The value of a loss for the drawn embeddings. */
export const valueOf = (loss: Loss, weight?: tf.Tensor): number =>
  numbers(weight === undefined ? loss(embeddings(), labels()) : loss(embeddings(), labels(), weight))[0]!;
