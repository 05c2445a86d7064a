import { defineComponent, reductionShape } from '@lml/core';
import { z } from 'zod';

import { angularMarginShape, cosinesOf, marginEntropy, withAngularMargin } from '../shared/angular-margin.js';
import {
  classCentreConformance,
  classCentreLoss,
  classCentreShape,
  type ClassCentreOptions,
} from '../shared/class-centre-loss.js';

/** Options of {@link arcFace}. */
export interface ArcFaceOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof angularMarginShape>> {}

/**
 * ArcFace: cross-entropy of the angles θ between embeddings `[batch, embeddingSize]` and the centres of all classes, with a margin m for
 * the right one, y; targets are classes `[batch]`. With the scale s the logits are
 *
 * ```math
 * s \cos(θ_y + m), \quad s \cos θ_c \text{ for } c \ne y
 * ```
 *
 * and where $`θ_y + m`$ is beyond 180 degrees $`s (\cos θ_y - m \sin m)`$. The centres are trained; they, weights and `reduction` are those
 * of {@link classCentreLoss}. Embeddings without a length have cosine 0 and gradient 0.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { arcFace } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = arcFace({ numClasses: 2, embeddingSize: 2, margin: 90, scale: 1 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(0.8 + 0.8))
 * ```
 *
 * @see Deng, Guo, Xue, Zafeiriou 2019, ArcFace: Additive Angular Margin Loss for Deep Face Recognition;
 * [ArcFaceLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#arcfaceloss) 2.9
 */
export const arcFace = defineComponent({
  kind: 'loss',
  name: 'arc-face',
  summary: 'Cross-entropy of angles to a trained centre of each class, with a margin of the angle.',
  schema: z.strictObject({ ...classCentreShape, ...angularMarginShape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, scale: 4 },
    { numClasses: 3, embeddingSize: 3, scale: 2, margin: 10, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, scale: 2, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ margin, scale, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      values: (given) => marginEntropy(cosinesOf(given), given.classes, scale, withAngularMargin(margin)),
    }),
});
