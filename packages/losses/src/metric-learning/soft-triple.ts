import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { cosinesOf } from '../shared/angular-margin.js';
import {
  classCentreConformance,
  classCentreLoss,
  classCentreShape,
  type ClassCentreOptions,
} from '../shared/class-centre-loss.js';

const shape = {
  /** How many centres a class has. Default: `10`. */
  centersPerClass: z.int().min(1).default(10).describe('How many centres a class has.'),
  /** What similarities to classes are multiplied by before the softmax. Default: `20`. */
  la: z.number().positive().default(20).describe('What similarities to classes are multiplied by before the softmax.'),
  /** What similarities to centres are divided by; small values make the nearest centre count more. Default: `0.1`. */
  gamma: z
    .number()
    .positive()
    .default(0.1)
    .describe('What similarities to centres are divided by; small values make the nearest centre count more.'),
  /** By how much the similarity to the right class is to be larger. Default: `0.01`. */
  margin: z.number().min(0).default(0.01).describe('By how much the similarity to the right class is to be larger.'),
};

/** Options of {@link softTriple}. */
export interface SoftTripleOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * SoftTriple: each class has several centres, and the similarity of an embedding to a class is the mean of its cosines to them, weighted by
 * their softmax. Of embeddings `[batch, embeddingSize]` and classes y, `[batch]`, with the cosines $`s_{ck}`$ to centre k of class c:
 *
 * ```math
 * S_c = \sum_k \frac{e^{s_{ck} / γ}}{\sum_j e^{s_{cj} / γ}} s_{ck}, \quad
 * L = -\ln \frac{e^{λ (S_y - m)}}{e^{λ (S_y - m)} + \sum_{c \ne y} e^{λ S_c}}
 * ```
 *
 * The centres are trained, those of a class one after the other; they, weights and `reduction` are those of {@link classCentreLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { softTriple } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = softTriple({ numClasses: 2, embeddingSize: 2, centersPerClass: 1, la: 1, margin: 0.5 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(0.8 - 0.1))
 * ```
 *
 * @see Qian, Shang, Sun, Hu, Li, Jin 2019, SoftTriple Loss: Deep Metric Learning Without Triplet Sampling;
 * [SoftTripleLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#softtripleloss) 2.9
 */
export const softTriple = defineComponent({
  kind: 'loss',
  name: 'soft-triple',
  summary: 'Cross-entropy of similarities to classes that have several trained centres each.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, centersPerClass: 2, la: 4 },
    { numClasses: 3, embeddingSize: 3, centersPerClass: 1, la: 2, margin: 0.25, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, gamma: 0.5, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create({ centersPerClass, la, gamma, margin, ...options }, { name }) {
    const { numClasses } = options;
    const bound = 1 / Math.sqrt(numClasses * centersPerClass);
    return classCentreLoss({
      name,
      ...options,
      centresPerClass: centersPerClass,
      initializer: tf.initializers.randomUniform({ minval: -bound, maxval: bound }),
      values(given) {
        const cosines = tf.reshape(cosinesOf(given), [-1, numClasses, centersPerClass]);
        const similarities = tf.sum(tf.mul(tf.softmax(tf.div(cosines, gamma)), cosines), 2);
        const logits = tf.mul(tf.sub(similarities, tf.mul(given.classes, margin)), la);
        return softmaxCrossEntropy(logits, given.classes);
      },
    });
  },
});
