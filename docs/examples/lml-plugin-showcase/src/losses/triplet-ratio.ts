import { alignWeight, defineComponent, reduce, reductionShape, ShapeMismatchError, sumAll, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** Embeddings of three samples each, `[batch, features]`: one, one like it, and one unlike it. */
export type TripletEmbeddings = Readonly<Record<'anchor' | 'positive' | 'negative', tf.Tensor>>;

/** Options of {@link tripletRatio}. */
export interface TripletRatioOptions extends z.input<z.ZodObject<typeof reductionShape>> {}

/** Added to differences, so that equal embeddings have a gradient. */
const EPSILON = 1e-6;

/**
 * The triplet network's loss of embeddings `{ anchor, positive, negative }`, each `[batch, features]`; there is no target. With d the distance of Euclid the
 * value of a row is the square of the positive's share of a softmax: `(e^d(a, p) / (e^d(a, p) + e^d(a, n)))²`. `weight`, `[batch]`, counts a row so many
 * times.
 *
 * @throws `LML_SHAPE_MISMATCH` where the three differ in shape or are not `[batch, features]`.
 *
 * @see Hoffer, Ailon: Deep Metric Learning using Triplet Network (2015)
 */
export const tripletRatio = defineComponent({
  kind: 'loss',
  name: 'triplet-ratio',
  summary: 'Ratio of distances in a record of three embeddings, without a target.',
  schema: z.strictObject(reductionShape),
  examples: [{}, { reduction: 'sum' }],
  conformance: {
    prediction: { anchor: { shape: [4, 3] }, positive: { shape: [4, 3] }, negative: { shape: [4, 3] } },
    target: null,
  },
  create: ({ reduction }, { name }): Loss<TripletEmbeddings, undefined> => {
    const weights = ({ anchor }: TripletEmbeddings, weight?: tf.Tensor): tf.Tensor =>
      alignWeight(name, weight ?? tf.ones([anchor.shape[0]]), [anchor.shape[0]]).weight;
    const compute = (embeddings: TripletEmbeddings, _target?: undefined, weight?: tf.Tensor): tf.Tensor => {
      checkShapes(name, embeddings);
      const { anchor, positive, negative } = embeddings;
      const values = tf.square(tf.sigmoid(tf.sub(distance(anchor, positive), distance(anchor, negative))));
      const counts = weights(embeddings, weight);
      return reduce(tf.mul(values, counts), reduction, () => sumAll(counts));
    };
    return Object.assign(compute, {
      reduction,
      total: (embeddings: TripletEmbeddings, _target?: undefined, weight?: tf.Tensor) =>
        sumAll(weights(embeddings, weight)),
    });
  },
});

function distance(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.sqrt(tf.sum(tf.square(tf.add(tf.sub(a, b), EPSILON)), 1));
}

function checkShapes(name: string, { anchor, positive, negative }: TripletEmbeddings): void {
  const shapes = [anchor, positive, negative].map((tensor) => `[${tensor.shape.join(', ')}]`);
  if (anchor.rank === 2 && new Set(shapes).size === 1) return;
  throw new ShapeMismatchError(
    `${name} needs anchor, positive and negative of one shape [batch, features], got ${shapes.join(', ')}.`,
  );
}

declare module '@lml/core' {
  interface LossComponents {
    'triplet-ratio': typeof tripletRatio;
  }
  interface LossOptions {
    'triplet-ratio': TripletRatioOptions;
  }
}
