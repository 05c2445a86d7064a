import { alignWeight, asFloat, sumAll, type Loss, type Reduction } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { embeddingPairs, requireEmbeddings, type ComparisonSettings, type EmbeddingPairs } from './embedding-pairs.js';
import { termLoss, type LossTerm } from './term-loss.js';

/** Values by the sample that they are of, its anchor. */
export interface AnchorValues {
  /** The values, `[batch, …]`; 0 where there is none. */
  readonly values: tf.Tensor;
  /** How often each counts in what the mean divides by, `[batch, …]`. */
  readonly counts: tf.Tensor;
}

/** What {@link pairwiseLoss} takes. */
export interface PairwiseLossOptions<Name extends string> extends ComparisonSettings {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** The terms of the loss; several have means of their own, and are added. Default: one, `values`. */
  readonly terms?: readonly Name[] | undefined;
  /** Computes the terms. */
  readonly compute: (pairs: EmbeddingPairs) => Readonly<Record<Name, AnchorValues>>;
}

/**
 * Makes a loss that compares the embeddings of a batch with each other, `[batch, dims]`, by their classes, `[batch]`. Shapes depend on the
 * size of the batch only: what does not count is masked.
 *
 * With v the values, c how often they count and w the weight of the anchor, one a sample, `reduction: 'mean'` gives
 * `Σ w v / Σ w c` (0 where nothing counts), `'sum'` its numerator, `'none'` w v.
 *
 * @throws `LML_SHAPE_MISMATCH`, from the loss, for other shapes of embeddings, classes or weights.
 *
 * @example
 * ```ts
 * import { nonZero, pairwiseLoss } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const together = pairwiseLoss({
 *   name: 'together',
 *   reduction: 'mean',
 *   distance: 'euclidean',
 *   normalizeEmbeddings: false,
 *   compute: ({ distances, positives }) => ({ values: nonZero(tf.mul(distances, positives)) }),
 * });
 * together(tf.tensor2d([[0, 0], [3, 4], [1, 1]]), tf.tensor1d([7, 7, 8], 'int32')); // => 5
 * ```
 */
export function pairwiseLoss<Name extends string = 'values'>(options: PairwiseLossOptions<Name>): Loss {
  const { name, reduction, compute, terms = ['values' as Name] } = options;
  return termLoss<Name>({
    name,
    reduction,
    terms,
    compute({ prediction, target, weight }) {
      requireEmbeddings(name, prediction, target);
      const weights = weight && alignWeight(name, weight, prediction.shape.slice(0, 1)).weight;
      const all = compute(embeddingPairs(asFloat(prediction), target, options));
      const weighted = ({ values, counts }: AnchorValues): LossTerm => {
        if (weights === undefined) return { values, total: sumAll(counts) };
        const aligned = tf.reshape(weights, [-1, ...values.shape.slice(1).map(() => 1)]);
        return { values: tf.mul(values, aligned), total: sumAll(tf.mul(counts, aligned)) };
      };
      return Object.fromEntries(terms.map((term) => [term, weighted(all[term])])) as Record<Name, LossTerm>;
    },
  });
}

/** The values above 0 count, and no others. */
export function nonZero(values: tf.Tensor): AnchorValues {
  return { values, counts: asFloat(tf.greater(values, 0)) };
}

/** Of each sample its value counts. */
export function ofSamples(values: tf.Tensor): AnchorValues {
  return { values, counts: tf.onesLike(values) };
}

/** What losses of pairs are checked with: two classes of three samples; no value is where the losses bend. */
export const pairConformance = {
  prediction: {
    shape: [6, 3],
    values: [2, 1.75, 0.5, 1.75, 0.75, 0.5, 1, 1.25, 0.25, 0.75, -1.75, 1.25, -1.75, 1.5, -0.5, -0.75, -1.5, 1.75],
  },
  target: { shape: [6], dtype: 'int32', values: [0, 1, 0, 1, 1, 0] },
  separable: false,
} as const;
