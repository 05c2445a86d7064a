import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { angularMarginShape, cosinesOf, marginEntropy, withAngularMargin } from '../shared/angular-margin.js';
import {
  classCentreConformance,
  classCentreLoss,
  classCentreShape,
  type ClassCentreOptions,
} from '../shared/class-centre-loss.js';

const shape = {
  /** How many centres a class has. Default: `3`. */
  subCenters: z.int().min(1).default(3).describe('How many centres a class has.'),
};

/** Options of {@link subCenterArcFace}. */
export interface SubCenterArcFaceOptions
  extends ClassCentreOptions, z.input<z.ZodObject<typeof angularMarginShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Sub-center ArcFace: {@link arcFace} with several centres for each class, of which the nearest counts. Wrong labels and odd samples gather at
 * centres of their own. The centres of a class stand one after the other in `loss/centres`, `[numClasses · subCenters, embeddingSize]`.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { subCenterArcFace } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = subCenterArcFace({ numClasses: 2, embeddingSize: 2, subCenters: 2, margin: 0, scale: 1 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1, -1, 0, 0, -1], { shape: [4, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(-0.6 - 0.8))
 * ```
 *
 * @see Deng, Guo, Liu, Gong, Zafeiriou 2020, Sub-center ArcFace: Boosting Face Recognition by Large-scale Noisy Web Faces;
 * [SubCenterArcFaceLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#subcenterarcfaceloss) 2.9
 */
export const subCenterArcFace = defineComponent({
  kind: 'loss',
  name: 'sub-center-arc-face',
  summary: 'ArcFace with several centres for each class, for data with wrong labels.',
  schema: z.strictObject({ ...classCentreShape, ...angularMarginShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3, scale: 4, subCenters: 1 },
    { numClasses: 3, embeddingSize: 3, scale: 2, margin: 10, subCenters: 1, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, scale: 2, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ margin, scale, subCenters, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      centresPerClass: subCenters,
      values: (given) => {
        const all = tf.reshape(cosinesOf(given), [-1, options.numClasses, subCenters]);
        return marginEntropy(tf.max(all, 2), given.classes, scale, withAngularMargin(margin));
      },
    }),
});
