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
  /** What squared distances are multiplied by before the softmax. Default: `1`. */
  softmaxScale: z
    .number()
    .positive()
    .default(1)
    .describe('What squared distances are multiplied by before the softmax.'),
};

/** Options of {@link proxyNca}. */
export interface ProxyNcaOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Proxy-NCA: each class has a proxy, and an embedding is to be nearer to that of its class than to the others. Of embeddings x,
 * `[batch, embeddingSize]`, and proxies p, both brought to length one, the value of a sample of class y is
 *
 * ```math
 * -\ln \frac{e^{-σ \|x - p_y\|^2}}{\sum_c e^{-σ \|x - p_c\|^2}}
 * ```
 *
 * with the scale σ; the sum is over all classes. The proxies are trained, as the centres of {@link classCentreLoss}; weights and `reduction` are
 * those of it too.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { proxyNca } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = proxyNca({ numClasses: 2, embeddingSize: 2 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[0.6, 0.8]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(2 * (0.8 - 0.6)))
 * ```
 *
 * @see Movshovitz-Attias, Toshev, Leung, Ioffe, Singh 2017, No Fuss Distance Metric Learning using Proxies;
 * [ProxyNCALoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#proxyncaloss) 2.9
 */
export const proxyNca = defineComponent({
  kind: 'loss',
  name: 'proxy-nca',
  summary: 'Softmax over the distances to a trained proxy of each class.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3 },
    { numClasses: 3, embeddingSize: 3, softmaxScale: 4, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ softmaxScale, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      // Of length one, −‖x − p‖² is 2 cos − 2, and what all classes have in common does not count.
      values: (given) => softmaxCrossEntropy(tf.mul(cosinesOf(given), 2 * softmaxScale), given.classes),
    }),
});
