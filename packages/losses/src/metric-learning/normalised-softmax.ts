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
  /** What cosines are divided by; small values make the nearest centres count more. Default: `0.05`. */
  temperature: z
    .number()
    .positive()
    .default(0.05)
    .describe('What cosines are divided by; small values make the nearest centres count more.'),
};

/** Options of {@link normalisedSoftmax}. */
export interface NormalisedSoftmaxOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Normalised softmax: cross-entropy of the cosines between embeddings `[batch, embeddingSize]` and the centres of all classes, divided by the
 * temperature; targets are classes `[batch]`.
 *
 * The centres are trained; they, weights and `reduction` are those of {@link classCentreLoss}. Embeddings without a length have cosine 0 and
 * gradient 0.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { normalisedSoftmax } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = normalisedSoftmax({ numClasses: 2, embeddingSize: 2, temperature: 0.5 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(2 * (0.8 - 0.6)))
 * ```
 *
 * @see Zhai, Wu 2019, Classification is a Strong Baseline for Deep Metric Learning;
 * [NormalizedSoftmaxLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#normalizedsoftmaxloss) 2.9
 */
export const normalisedSoftmax = defineComponent({
  kind: 'loss',
  name: 'normalised-softmax',
  summary: 'Cross-entropy of cosines to a trained centre of each class, by a temperature.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, temperature: 0.5 },
    { numClasses: 3, embeddingSize: 3, temperature: 1, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ temperature, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      values: (given) => softmaxCrossEntropy(tf.div(cosinesOf(given), temperature), given.classes),
    }),
});
