import { defineComponent, reductionShape, softmaxCrossEntropy } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classScoreLoss } from '../shared/class-score-loss.js';
import { counted } from '../shared/counted.js';
import { classScoreShape, type ClassScoreOptions } from '../shared/class-score-shape.js';

const shape = {
  /** What the further term is multiplied by. Default: `2`. */
  epsilon: z.number().min(-1).default(2).describe('What the further term is multiplied by.'),
};

/** Options of {@link poly1}. */
export interface Poly1Options extends ClassScoreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Poly-1: of logits x, `[batch, …, classes]`, with the probability p of the right class, $`-\ln p + ε (1 - p)`$.
 *
 * Targets, weights and reduction are those of {@link classScoreLoss}: class indices `[batch, …]`, or probabilities of the shape of the
 * prediction. Stable for logits of any size.
 *
 * @throws `LML_SHAPE_MISMATCH` if the target's shape is neither that of the prediction nor that without its last axis, or if class or sample
 * weights do not fit.
 *
 * @example
 * ```ts
 * import { poly1 } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * poly1()(tf.tensor2d([[0, 0]]), tf.tensor1d([0], 'int32')); // => Math.LN2 + 1
 * ```
 *
 * @see Leng et al. 2022, PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions; optax.losses.poly_loss_cross_entropy
 */
export const poly1 = defineComponent({
  kind: 'loss',
  name: 'poly-1',
  summary: 'Cross-entropy with a term more of its series.',
  schema: z.strictObject({ ...classScoreShape, ...shape, ...reductionShape }),
  examples: [{}, { epsilon: -0.5 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ epsilon, ...options }, { name }) =>
    classScoreLoss({
      name,
      ...options,
      values: ({ prediction, target }) =>
        tf.add(
          softmaxCrossEntropy(prediction, target),
          tf.mul(epsilon, tf.sum(counted(target, tf.sub(1, tf.softmax(prediction))), -1)),
        ),
    }),
});
