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
import { rootOf } from '../shared/embedding-pairs.js';

const shape = {
  /** How many times the angle to the centre of the right class counts. Default: `4`. */
  margin: z
    .int()
    .min(1)
    .max(16)
    .default(4)
    .describe('How many times the angle to the centre of the right class counts.'),
  /** What logits are multiplied by. Default: `1`. */
  scale: z.number().positive().default(1).describe('What logits are multiplied by.'),
};

/** Options of {@link sphereFace}. */
export interface SphereFaceOptions extends ClassCentreOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * SphereFace: cross-entropy of the angles between embeddings x, `[batch, embeddingSize]`, and the centres of all classes, where the angle to
 * the right one, y, counts m times; targets are classes `[batch]`. With the scale s the logits are
 *
 * ```math
 * s \|x\| ((-1)^k \cos m θ_y - 2 k), \quad s \|x\| \cos θ_c \text{ for } c \ne y
 * ```
 *
 * where $`k = \lfloor m θ_y / π \rfloor`$, so that they fall with the angle. The centres are trained; they, weights and `reduction` are those of
 * {@link classCentreLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` for embeddings of another size, or classes or weights that do not fit.
 *
 * @example
 * ```ts
 * import { ndArray } from '@lml/core';
 * import { sphereFace } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const loss = sphereFace({ numClasses: 2, embeddingSize: 2, margin: 2 });
 * loss.load?.({ centres: ndArray([1, 0, 0, 1], { shape: [2, 2] }) });
 * loss(tf.tensor2d([[3, 4]]), tf.tensor1d([0], 'int32')); // => Math.log(1 + Math.exp(4 - 5 * (2 * 0.36 - 1)))
 * ```
 *
 * @see Liu, Wen, Yu, Li, Raj, Song 2017, SphereFace: Deep Hypersphere Embedding for Face Recognition;
 * [SphereFaceLoss](https://kevinmusgrave.github.io/pytorch-metric-learning/losses/#spherefaceloss) 2.9
 */
export const sphereFace = defineComponent({
  kind: 'loss',
  name: 'sphere-face',
  summary: 'Cross-entropy of angles to a trained centre of each class, where the right angle counts several times.',
  schema: z.strictObject({ ...classCentreShape, ...shape, ...reductionShape }),
  examples: [
    { numClasses: 3, embeddingSize: 3 },
    { numClasses: 3, embeddingSize: 3, margin: 2, scale: 2, reduction: 'sum' },
    { numClasses: 3, embeddingSize: 3, margin: 1, reduction: 'none' },
  ],
  conformance: classCentreConformance,
  create: ({ margin, scale, ...options }, { name }) =>
    classCentreLoss({
      name,
      ...options,
      values(given) {
        const length = rootOf(tf.sum(tf.square(given.embeddings), 1, true));
        return marginEntropy(cosinesOf(given), given.classes, tf.mul(length, scale), (right) =>
          ofMultiple(right, margin),
        );
      },
    }),
});

/** From cos θ to (−1)^k · cos mθ − 2k, which falls from θ = 0 to π. */
function ofMultiple(cosine: tf.Tensor, margin: number): tf.Tensor {
  // cos (n + 1)θ = 2 cos θ cos nθ − cos (n − 1)θ
  let [before, multiple]: [tf.Tensor, tf.Tensor] = [tf.onesLike(cosine), cosine];
  for (let n = 1; n < margin; n++) [before, multiple] = [multiple, tf.sub(tf.mul(tf.mul(2, cosine), multiple), before)];
  let turns: tf.Tensor = tf.zerosLike(cosine);
  for (let k = 1; k < margin; k++)
    turns = tf.add(turns, tf.cast(tf.lessEqual(cosine, Math.cos((k * Math.PI) / margin)), 'float32'));
  const sign = tf.sub(1, tf.mul(2, tf.mod(turns, 2)));
  return tf.sub(tf.mul(sign, multiple), tf.mul(2, turns));
}
