import { asFloat, type Loss, type Reduction } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { partsOf, treeLoss } from './tree-loss.js';

/** Embeddings of three samples each: one, one like it, and one unlike it. */
export type TripletEmbeddings = Readonly<Record<'anchor' | 'positive' | 'negative', tf.Tensor>>;

/** How far apart two embeddings `[…, features]` are, `[…]`. */
export type EmbeddingDistance = (one: tf.Tensor, other: tf.Tensor) => tf.Tensor;

/** What losses of given triplets are checked with. */
export const tripletConformance = {
  prediction: { anchor: { shape: [4, 3] }, positive: { shape: [4, 3] }, negative: { shape: [4, 3] } },
  target: null,
};

/** What {@link tripletLoss} takes. */
export interface TripletLossOptions {
  /** The loss's name in the registry, for messages. */
  readonly name: string;
  /** What becomes of the single values. */
  readonly reduction: Reduction;
  /** By how much the negative is to be farther away than the positive. */
  readonly margin: number;
  /** Whether the positive's distance to the negative counts where it is the smaller one. */
  readonly swap: boolean;
  /** The distance. */
  readonly distance: EmbeddingDistance;
}

/** Makes the loss of given triplets by a distance. */
export function tripletLoss({
  name,
  reduction,
  margin,
  swap,
  distance,
}: TripletLossOptions): Loss<TripletEmbeddings, undefined> {
  const parts = (embeddings: TripletEmbeddings) => partsOf(name, embeddings, ['anchor', 'positive', 'negative'], 2);
  return treeLoss<TripletEmbeddings, undefined>({
    name,
    reduction,
    shape: (embeddings) => parts(embeddings).anchor.shape.slice(0, -1),
    values(embeddings) {
      const own = parts(embeddings);
      const [anchor, positive, negative] = [asFloat(own.anchor), asFloat(own.positive), asFloat(own.negative)];
      const far = distance(anchor, negative);
      const apart = swap ? tf.minimum(far, distance(positive, negative)) : far;
      return tf.relu(tf.add(tf.sub(distance(anchor, positive), apart), margin));
    },
  });
}
