import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { cosinesOf, marginEntropy } from '../shared/angular-margin.js';
import {
  classCentreConformance,
  classCentreLoss,
  classCentreShape,
  type ClassCentreOptions,
} from '../shared/class-centre-loss.js';

const shape = {
  /** By how much the cosine to the centre of the right class is to be larger. Default: `0.35`. */
  margin: z
    .number()
    .min(0)
    .default(0.35)
    .describe('By how much the cosine to the centre of the right class is to be larger.'),
  /** What cosines are multiplied by before the softmax. Default: `64`. */
  scale: z.number().positive().default(64).describe('What cosines are multiplied by before the softmax.'),
};

/** Options of {@link cosFace}. */
export interface CosFaceOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * CosFace: cross-entropy of the cosines between embeddings `[batch, embeddingSize]` and the centres of all classes, less a margin m for the
 * right one, y; targets are classes `[batch]`. With the scale s the logits are $`s (\cos θ_y - m)`$ and $`s \cos θ_c`$.
 *
 * The centres are trained; they, weights and `reduction` are those of {@link classCentreLoss}. Embeddings without a length have cosine 0 and
 * gradient 0.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { cosFace } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = cosFace({ numClasses: 2, embeddingSize: 2, margin: 0.5, scale: 1 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(0.8 - 0.1))
 * ```
 *
 * @see Wang et al. 2018, CosFace: Large Margin Cosine Loss for Deep Face Recognition;
 * [CosFaceLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#cosfaceloss) 2.9
 */
export const cosFace = defineComponent({
  kind: 'loss',
  name: 'cos-face',
  summary: 'Cross-entropy of cosines to a trained centre of each class, with a margin of the cosine.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, scale: 4 },
    { numClasses: 3, embeddingSize: 3, scale: 2, margin: 0.1, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, scale: 2, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ margin, scale, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      values: (given) => marginEntropy(cosinesOf(given), given.classes, scale, (right) => tf.sub(right, margin)),
    }),
});
