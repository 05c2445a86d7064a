import {
  alignWeight,
  asFloat,
  defineComponent,
  l2Normalise,
  reduce,
  reductionShape,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  softmaxCrossEntropy,
  sumAll,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { pairLoss, type LossPair } from '../shared/pair-loss.js';

const shape = {
  /** What similarities are divided by; small values make near neighbours count more. Default: `0.07`. */
  temperature: z
    .number()
    .positive()
    .default(0.07)
    .describe('What similarities are divided by; small values make near neighbours count more.'),
  /**
   * How alike two embeddings are: the cosine of their angle, or their dot product, without normalising. Default:
   * `'cosine'`.
   */
  similarity: z
    .enum(['cosine', 'dot'])
    .default('cosine')
    .describe('How alike two embeddings are: the cosine of their angle, or their dot product, without normalising.'),
  /**
   * Whether each row of both views looks for its partner among all others, or only each row of the first view among those
   * of the second. Default: `true`.
   */
  symmetric: z
    .boolean()
    .default(true)
    .describe(
      'Whether each row of both views looks for its partner among all others, or only each row of the first view among those of the second.',
    ),
};

/** Options of {@link ntXent}. */
export interface NtXentOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/** Takes a row itself out of its softmax. */
const EXCLUDED = -1e30;

/**
 * NT-Xent, the normalised temperature-scaled cross-entropy of SimCLR, also InfoNCE: each embedding is to find its partner
 * of the other view among the rest of the batch. Prediction and target are the embeddings of two views, `[batch, dims]`;
 * row i of one belongs to row i of the other.
 *
 * With s the similarity, τ the temperature and z the 2·batch rows of both views, row i with partner j has the value
 *
 * ```math
 * -\ln \frac{e^{s(z_i, z_j) / τ}}{\sum_{k \ne i} e^{s(z_i, z_k) / τ}}
 * ```
 *
 * Gradients flow into both views. With `symmetric: false` i goes over the first view only and k over the second.
 *
 * `reduction: 'mean'` and `'sum'` give a scalar; `'none'` one value a row, `[2·batch]` (first view, then second) or
 * `[batch]`. `weight`, one a pair (`[batch]`), counts a pair so many times, in the mean's divisor too. Embeddings are
 * normalised inside; one of length zero has similarity 0 to all and gets gradient 0. A batch of one pair has nothing to
 * tell apart: value 0.
 *
 * The default temperature is that of PyTorch metric learning and optax, 0.07; SimCLR's paper uses 0.1 to 0.5.
 *
 * @throws `LML_SHAPE_MISMATCH` if the views differ in shape or are not `[batch, dims]`, or weights do not fit.
 *
 * @example
 * ```ts
 * import { ntXent } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [first, second] = [tf.tensor2d([[2, 0], [0, 1]]), tf.tensor2d([[1, 0], [0, 3]])];
 * ntXent({ temperature: 1 })(first, second); // => Math.log(Math.E + 2) - 1
 * ```
 *
 * @see Chen, Kornblith, Norouzi, Hinton: A Simple Framework for Contrastive Learning of Visual Representations (2020);
 * [NTXentLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#ntxentloss) 2.9 with `SelfSupervisedLoss`
 */
export const ntXent = defineComponent({
  kind: 'loss',
  name: 'nt-xent',
  summary: 'Contrastive loss of two views (SimCLR, InfoNCE).',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  conformance: { separable: false },
  examples: [{}, { temperature: 0.5, reduction: 'sum' }, { temperature: 1, similarity: 'dot', symmetric: false }],
  create: ({ temperature, similarity, symmetric, reduction }, { name }) => {
    const weightsOf = ({ prediction, weight }: LossPair): tf.Tensor => {
      const batch = prediction.shape[0];
      const one = alignWeight(name, weight ?? tf.ones([batch]), [batch]).weight;
      return symmetric ? tf.concat([one, one]) : one;
    };
    return pairLoss({
      name,
      reduction,
      value(pair) {
        const { prediction, target } = pair;
        requireSameShape(name, prediction, target);
        if (prediction.rank !== 2) {
          throw new ShapeMismatchError(
            `${name} needs two views of shape [batch, dims], got ${showShape(prediction.shape)}. Flatten the embeddings.`,
          );
        }
        const embed = (view: tf.Tensor): tf.Tensor =>
          similarity === 'dot' ? asFloat(view) : l2Normalise(asFloat(view));
        const [first, second] = [embed(prediction), embed(target)];
        const logits = symmetric
          ? similarities(tf.concat([first, second]), undefined, temperature)
          : similarities(first, second, temperature);
        const weights = weightsOf(pair);
        const rows = tf.mul(partners(prediction.shape[0], symmetric), tf.expandDims(weights, -1));
        return reduce(softmaxCrossEntropy(logits, rows), reduction, () => sumAll(weights));
      },
      total: (pair) => sumAll(weightsOf(pair)),
    });
  },
});

/** The scaled similarities of rows to those of the second kind, or to one another: a row itself is then as far as can be. */
function similarities(rows: tf.Tensor, others: tf.Tensor | undefined, temperature: number): tf.Tensor {
  const scaled = tf.div(tf.matMul(rows, others ?? rows, false, true), temperature);
  return others === undefined ? tf.add(scaled, tf.mul(tf.eye(rows.shape[0]), EXCLUDED)) : scaled;
}

/** For each row a 1 where its partner stands. */
function partners(batch: number, symmetric: boolean): tf.Tensor {
  const own = tf.eye(batch);
  if (!symmetric) return own;
  const none = tf.zerosLike(own);
  return tf.concat([tf.concat([none, own], 1), tf.concat([own, none], 1)], 0);
}
