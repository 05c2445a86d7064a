import { alignWeight, defineComponent, reduce, reductionShape, ShapeMismatchError, sumAll, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** Embeddings of three samples each, `[batch, features]`: one, one like it, and one unlike it. */
export type TripletEmbeddings = Readonly<Record<'anchor' | 'positive' | 'negative', tf.Tensor>>;

const shape = {
  /** By how much the negative is to be farther away than the positive. Default: `1`. */
  margin: z
    .number()
    .positive()
    .default(1)
    .describe('By how much the negative is to be farther away than the positive.'),
  /** Whether the positive's distance to the negative counts where it is the smaller one. Default: `false`. */
  swap: z
    .boolean()
    .default(false)
    .describe("Whether the positive's distance to the negative counts where it is the smaller one."),
};

/** Options of {@link tripletDistance}. */
export interface TripletDistanceOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** Added to differences, as PyTorch does, so that equal embeddings have a gradient. */
const EPSILON = 1e-6;

/**
 * The triplet loss of embeddings `{ anchor, positive, negative }`, each `[batch, features]`; there is no target. The value of a row is
 * `max(0, d(anchor, positive) − d(anchor, negative) + margin)` with d the distance of Euclid. `weight`, `[batch]`, counts a row so
 * many times.
 *
 * @throws `LML_SHAPE_MISMATCH` where the three differ in shape or are not `[batch, features]`.
 *
 * @see Balntas, Riba, Ponsa, Mikolajczyk: Learning local feature descriptors with triplets and shallow convolutional neural
 * networks (2016); torch.nn.TripletMarginLoss
 */
export const tripletDistance = defineComponent({
  kind: 'loss',
  name: 'triplet-distance',
  summary: 'Triplet loss of a record of three embeddings, without a target.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { margin: 0.5, swap: true }, { reduction: 'sum' }],
  conformance: {
    prediction: { anchor: { shape: [4, 3] }, positive: { shape: [4, 3] }, negative: { shape: [4, 3] } },
    target: null,
  },
  create: ({ margin, swap, reduction }, { name }): Loss<TripletEmbeddings, undefined> => {
    const weights = ({ anchor }: TripletEmbeddings, weight?: tf.Tensor): tf.Tensor =>
      alignWeight(name, weight ?? tf.ones([anchor.shape[0]]), [anchor.shape[0]]).weight;
    const compute = (embeddings: TripletEmbeddings, _target?: undefined, weight?: tf.Tensor): tf.Tensor => {
      checkShapes(name, embeddings);
      const { anchor, positive, negative } = embeddings;
      const far = distance(anchor, negative);
      const apart = swap ? tf.minimum(far, distance(positive, negative)) : far;
      const values = tf.relu(tf.add(tf.sub(distance(anchor, positive), apart), margin));
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
    'triplet-distance': typeof tripletDistance;
  }
  interface LossOptions {
    'triplet-distance': TripletDistanceOptions;
  }
}
