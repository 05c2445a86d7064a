import { l2Normalise, sameShape, ShapeMismatchError, showShape, stopGradient, type reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const comparison = z.enum(['euclidean', 'squared-euclidean', 'cosine', 'dot']);

const normalised = {
  /** Whether embeddings are brought to length one first: with cosine they always are, with dot never. Default: true for distances. */
  normalizeEmbeddings: z
    .boolean()
    .optional()
    .describe(
      'Whether embeddings are brought to length one first: with cosine they always are, with dot never. Default: true for distances.',
    ),
};

/** How embeddings are compared, as entries of a zod object, for losses of distances. */
export const distanceShape = {
  /**
   * How embeddings are compared: by a distance, or by a similarity ('cosine', 'dot'), which margins are then of. Default:
   * `'euclidean'`.
   */
  distance: comparison
    .default('euclidean')
    .describe(
      "How embeddings are compared: by a distance, or by a similarity ('cosine', 'dot'), which margins are then of.",
    ),
  ...normalised,
};

/** How embeddings are compared, as entries of a zod object, for losses of similarities. */
export const similarityShape = {
  /**
   * How embeddings are compared: by a distance, or by a similarity ('cosine', 'dot'), which margins are then of. Default:
   * `'cosine'`.
   */
  distance: comparison
    .default('cosine')
    .describe(
      "How embeddings are compared: by a distance, or by a similarity ('cosine', 'dot'), which margins are then of.",
    ),
  ...normalised,
};

/** How embeddings are compared. */
export interface ComparisonSettings {
  /** By which distance or similarity. */
  readonly distance: z.output<typeof comparison>;
  /** Whether they are brought to length one first. Default: for distances, and for the cosine. */
  readonly normalizeEmbeddings?: boolean | undefined;
}

/** The options of losses of distances between the embeddings of a batch. */
export interface DistanceOptions
  extends z.input<z.ZodObject<typeof distanceShape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** The options of losses of similarities between the embeddings of a batch. */
export interface SimilarityOptions
  extends z.input<z.ZodObject<typeof similarityShape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** Refuses `normalizeEmbeddings` where the comparison leaves no choice. */
export function checkComparison(
  { distance, normalizeEmbeddings }: ComparisonSettings,
  context: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const message =
    distance === 'cosine' && normalizeEmbeddings === false
      ? "must be left out with 'cosine', which is of embeddings of length one: without it that is distance 'dot'"
      : distance === 'dot' && normalizeEmbeddings === true
        ? "must be left out with 'dot', which is of embeddings as they are: of length one that is distance 'cosine'"
        : undefined;
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['normalizeEmbeddings'], message });
}

/** The embeddings of a batch, each compared with each. All matrices are `[batch, batch]`, by anchor and other sample. */
export interface EmbeddingPairs {
  /** How far apart they are; similarities with the other sign, so that more is farther. */
  readonly distances: tf.Tensor;
  /** 1 for distances and −1 for similarities: what a margin is multiplied by to stand beside `distances`. */
  readonly sign: 1 | -1;
  /** 1 where the other sample is another one of the anchor's class. */
  readonly positives: tf.Tensor;
  /** 1 where the other sample is of another class. */
  readonly negatives: tf.Tensor;
  /** The classes, `[batch]`. */
  readonly labels: tf.Tensor;
  /** How many numbers an embedding has. */
  readonly dims: number;
}

/** Compares embeddings, `[batch, dims]` with classes `[batch]`. */
export function embeddingPairs(
  embeddings: tf.Tensor,
  labels: tf.Tensor,
  { distance, normalizeEmbeddings }: ComparisonSettings,
): EmbeddingPairs {
  const sign = distance === 'cosine' || distance === 'dot' ? -1 : 1;
  const isNormalised = normalizeEmbeddings ?? distance !== 'dot';
  const rows = isNormalised ? l2Normalise(embeddings) : embeddings;
  const same = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.expandDims(labels, 0)), 'float32');
  return {
    distances: sign === -1 ? tf.neg(tf.matMul(rows, rows, false, true)) : distancesOf(rows, distance !== 'euclidean'),
    sign,
    positives: tf.mul(same, tf.sub(1, tf.eye(embeddings.shape[0]))),
    negatives: tf.sub(1, same),
    labels,
    dims: embeddings.shape[1]!,
  };
}

/** The share of the squared lengths below which float32 cannot tell a squared distance from 0. */
const RESOLUTION = 1e-6;

/** From one product of matrices. Rows are seen from their mean, which takes no part in distances, so that near ones are told apart. */
function distancesOf(rows: tf.Tensor, isSquared: boolean): tf.Tensor {
  const centred = tf.sub(rows, stopGradient(tf.mean(rows, 0, true)));
  const squares = tf.sum(tf.square(centred), 1, true);
  const lengths = tf.add(squares, tf.transpose(squares));
  const raw = tf.sub(lengths, tf.mul(2, tf.matMul(centred, centred, false, true)));
  const squared = tf.where(tf.greater(raw, tf.mul(lengths, RESOLUTION)), raw, tf.zerosLike(raw));
  return isSquared ? squared : rootOf(squared);
}

/** The square root, with slope 0 where it is 0. */
export function rootOf(squares: tf.Tensor): tf.Tensor {
  const isPositive = tf.greater(squares, 0);
  return tf.where(isPositive, tf.sqrt(tf.where(isPositive, squares, tf.onesLike(squares))), tf.zerosLike(squares));
}

/**
 * Refuses what is no batch of embeddings with their classes.
 *
 * @throws `LML_SHAPE_MISMATCH`, in the name of the loss.
 */
export function requireEmbeddings(name: string, embeddings: tf.Tensor, labels: tf.Tensor, size?: number): void {
  const [batch, own] = embeddings.shape;
  const fits = embeddings.rank === 2 && (size === undefined || own === size) && sameShape(labels.shape, [batch]);
  if (fits) return;
  const expected = `embeddings [batch, ${size ?? 'dims'}] and their classes [batch]`;
  const received = `got prediction ${showShape(embeddings.shape)} and target ${showShape(labels.shape)}`;
  throw new ShapeMismatchError(`${name} needs ${expected}, ${received}. Flatten embeddings; classes are numbers.`);
}

/**
 * The logarithm of the sum of exponentials along rows where `mask` is not 0, `[rows]`. A row of which nothing counts has 0, and so it is with 1
 * added to the sum (`plusOne`).
 */
export function maskedLogSumExp(values: tf.Tensor, mask: tf.Tensor, plusOne = false): tf.Tensor {
  const isShown = tf.notEqual(mask, 0);
  const shown = tf.where(isShown, values, HIDDEN);
  const top = stopGradient(tf.max(shown, 1, true));
  const largest = plusOne ? tf.maximum(top, 0) : top;
  const sum = tf.sum(tf.exp(tf.sub(shown, largest)), 1, true);
  const all = plusOne ? tf.add(sum, tf.exp(tf.neg(largest))) : sum;
  const rows = tf.squeeze(tf.add(tf.log(all), largest), [1]);
  return tf.where(tf.any(isShown, 1), rows, tf.zerosLike(rows));
}

/** What stands for −∞ where a difference of two must not be NaN. */
export const HIDDEN = -1e30;
