import {
  alignWeight,
  asFloat,
  classRows,
  defineComponent,
  ownedState,
  reductionShape,
  sumAll,
  type Loss,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { cosinesOf } from '../shared/angular-margin.js';
import {
  classCentreConformance,
  classCentreShape,
  NO_CLASS,
  type ClassCentreOptions,
} from '../shared/class-centre-loss.js';
import { maskedLogSumExp, requireEmbeddings } from '../shared/embedding-pairs.js';
import { termLoss, type LossTerm } from '../shared/term-loss.js';

const shape = {
  /** By how much cosines to the right proxy are to be above 0, and those to others below. Default: `0.1`. */
  margin: z
    .number()
    .default(0.1)
    .describe('By how much cosines to the right proxy are to be above 0, and those to others below.'),
  /** What cosines are multiplied by; large values make the hardest samples count more. Default: `32`. */
  alpha: z
    .number()
    .positive()
    .default(32)
    .describe('What cosines are multiplied by; large values make the hardest samples count more.'),
};

/** Options of {@link proxyAnchor}. */
export interface ProxyAnchorOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Proxy-anchor: each class has a proxy, which draws the samples of its class in the batch near and pushes the others away, the hardest
 * most. Of embeddings x, `[batch, embeddingSize]`, and classes `[batch]`, with s the cosine, a proxy p has two values:
 *
 * ```math
 * \ln \Bigl(1 + \sum_{x^+} e^{-α (s(x, p) - m)}\Bigr), \quad \ln \Bigl(1 + \sum_{x^-} e^{α (s(x, p) + m)}\Bigr)
 * ```
 *
 * `reduction: 'mean'` is the mean of the first over the proxies of which the batch has samples, plus the mean of the second over all
 * (logged as `loss/positive` and `loss/negative`), `'sum'` the sum of both, `'none'` gives the sum of both for each proxy,
 * `[numClasses]`. A weight, one a sample, counts a sample so many times in the sums.
 *
 * The proxies are trained with the model and kept in checkpoints as `loss/centres`, `[numClasses, embeddingSize]`. A number that is no class
 * gives NaN.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { proxyAnchor } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = proxyAnchor({ numClasses: 2, embeddingSize: 2, margin: 0, alpha: 1 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * const value = loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32'));
 * value; // => Math.log(1 + Math.exp(-0.6)) + Math.log(1 + Math.exp(0.8)) / 2
 * ```
 *
 * @see Kim, Kim, Cho, Kwak 2020, Proxy Anchor Loss for Deep Metric Learning;
 * [ProxyAnchorLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#proxyanchorloss) 2.9
 */
export const proxyAnchor = defineComponent({
  kind: 'loss',
  name: 'proxy-anchor',
  summary: 'Trained proxies of classes that draw their samples near and push the others away.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, alpha: 4 },
    { numClasses: 3, embeddingSize: 3, alpha: 2, margin: 0.25, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, alpha: 2, reduction: 'none' },
  ],
  conformance: { ...classCentreConformance, separable: false },
  create({ numClasses, embeddingSize, margin, alpha, reduction }, { name }): Loss {
    const initializer = tf.initializers.randomNormal({ mean: 0, stddev: Math.sqrt(2 / numClasses) });
    const own = ownedState({ weights: { centres: { shape: [numClasses, embeddingSize], initializer } } });
    const loss = termLoss({
      name,
      reduction,
      terms: ['positive', 'negative'],
      compute({ prediction, target, weight }): Record<'positive' | 'negative', LossTerm> {
        requireEmbeddings(name, prediction, target, embeddingSize);
        const given = weight === undefined ? tf.ones(target.shape) : weightsOf(name, weight, target);
        const samples = tf.expandDims(given, 1);
        const classes = classRows(target, { classes: numClasses, ignoreIndex: NO_CLASS });
        const cosines = tf.mul(
          cosinesOf({ embeddings: asFloat(prediction), centres: own.read('centres') }),
          // 1, or NaN for what is no class.
          tf.sum(classes, 1, true),
        );
        const counts = tf.notEqual(samples, 0);
        const logs = tf.log(tf.where(counts, samples, tf.onesLike(samples)));
        const sumOver = (logits: tf.Tensor, which: tf.Tensor): tf.Tensor => {
          const mask = tf.mul(which, tf.cast(counts, 'float32'));
          return maskedLogSumExp(tf.transpose(tf.add(logits, logs)), tf.transpose(mask), true);
        };
        const isThere = tf.any(tf.logicalAnd(tf.greater(classes, 0), counts), 0);
        return {
          positive: {
            values: sumOver(tf.mul(alpha, tf.sub(margin, cosines)), classes),
            total: sumAll(tf.cast(isThere, 'float32')),
          },
          negative: {
            values: sumOver(tf.mul(alpha, tf.add(cosines, margin)), tf.sub(1, classes)),
            total: tf.scalar(numClasses),
          },
        };
      },
    });
    return Object.assign(loss, { state: own.state, load: own.load });
  },
});

function weightsOf(name: string, weight: tf.Tensor, target: tf.Tensor): tf.Tensor {
  return alignWeight(name, weight, target.shape.slice(0, 1)).weight;
}
