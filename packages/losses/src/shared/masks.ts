import {
  alignWeight,
  asFloat,
  classRows,
  requireSameShape,
  sameShape,
  ShapeMismatchError,
  showShape,
  type Elements,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { LossPair } from './pair-loss.js';

/** What targets are: a mask of one class, indices of classes that exclude each other, or a mask for each of several classes. */
export type MaskMode = 'binary' | 'multiclass' | 'multilabel';

/** How predictions and targets are read as masks. */
export interface MaskReading {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What targets are. */
  readonly mode: MaskMode;
  /** The target whose positions count for nothing. */
  readonly ignoreIndex: number;
}

/**
 * Prediction and target as masks with values from 0 to 1, `[batch, …, classes]`; of one class `[batch, …, 1]`. Where the target is to be
 * ignored, the masks hold anything: {@link maskWeights} are 0 there.
 *
 * @throws `LML_SHAPE_MISMATCH` where prediction and target do not fit.
 */
export function masksOf(
  { name, mode, fromLogits, ignoreIndex }: MaskReading & { readonly fromLogits: boolean },
  pair: LossPair,
): Elements {
  const { prediction, target } = pair;
  const scores = asFloat(prediction);
  if (mode === 'multiclass') {
    requireIndices(name, prediction, target);
    const rows = classRows(target, { classes: prediction.shape.at(-1)!, ignoreIndex });
    return { prediction: fromLogits ? tf.softmax(scores) : scores, target: rows };
  }
  requireSameShape(name, prediction, target, 'Class indices are read with mode multiclass.');
  const shares = fromLogits ? tf.sigmoid(scores) : scores;
  if (mode === 'multilabel') return { prediction: shares, target: asFloat(target) };
  return { prediction: tf.expandDims(shares, -1), target: tf.expandDims(asFloat(target), -1) };
}

/**
 * What each position of the masks counts, the weight of its sample or 0 where its target is ignored, in the shape of the masks or with a
 * last axis of 1.
 *
 * @throws `LML_SHAPE_MISMATCH` where weights do not fit.
 */
export function maskWeights({ name, mode, ignoreIndex }: MaskReading, pair: LossPair): tf.Tensor {
  const target = mode === 'multiclass' ? pair.target : asFloat(pair.target);
  const counts = asFloat(tf.notEqual(target, ignoreIndex));
  const { weight } = pair;
  const weights = weight === undefined ? counts : tf.mul(counts, alignWeight(name, weight, target.shape).weight);
  return mode === 'multilabel' ? weights : tf.expandDims(weights, -1);
}

function requireIndices(name: string, prediction: tf.Tensor, target: tf.Tensor): void {
  const isRows = prediction.rank > 1 && sameShape(prediction.shape.slice(0, -1), target.shape);
  if (isRows && prediction.shape.at(-1)! > 1) return;
  throw new ShapeMismatchError(
    `${name} of several classes needs a score for each of two or more, [batch, …, classes], with class indices [batch, …], ` +
      `got prediction ${showShape(prediction.shape)} and target ${showShape(target.shape)}. Masks are for one class, or for ` +
      'classes that do not exclude each other.',
  );
}
