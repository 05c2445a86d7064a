import { defineComponent, reductionShape, type Elements } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { binaryEntropy } from '../shared/binary-entropy.js';
import { elementwiseLoss } from '../shared/elementwise-loss.js';

const shape = {
  /** What positive targets count, negative ones the rest to 1; false for no weights. Default: `0.25`. */
  alpha: z
    .union([z.number().min(0).max(1), z.literal(false)])

    .default(0.25)
    .describe('What positive targets count, negative ones the rest to 1; false for no weights.'),
  /** How much samples that are right already are played down. Default: `2`. */
  gamma: z.number().min(0).default(2).describe('How much samples that are right already are played down.'),
};

/** Options of {@link sigmoidFocal}. */
export interface SigmoidFocalOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Focal loss of classes that do not exclude each other: of logit x and target y from 0 to 1, both `[batch, …]`, with the probability p of what
 * is right, $`α_t (1 - p)^γ`$ times the binary cross-entropy; $`α_t`$ is α for y = 1 and 1 − α for y = 0, or with `alpha: false` 1.
 *
 * Reduction and weights are those of {@link elementwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { sigmoidFocal } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * sigmoidFocal({ alpha: false })(tf.tensor1d([0]), tf.tensor1d([1])); // => Math.LN2 / 4
 * ```
 *
 * @see Lin et al. 2017, Focal Loss for Dense Object Detection; torchvision.ops.sigmoid_focal_loss 0.29, whose values are not reduced unless
 * asked for
 */
export const sigmoidFocal = defineComponent({
  kind: 'loss',
  name: 'sigmoid-focal',
  summary: 'Binary cross-entropy that plays down what is right already.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { alpha: false, gamma: 0.5 }, { gamma: 0 }, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ alpha, gamma, reduction }, { name }) =>
    elementwiseLoss({ name, reduction, scores: 'logits', values: (elements) => focal(elements, alpha, gamma) }),
});

function focal(elements: Elements, alpha: number | false, gamma: number): tf.Tensor {
  const { prediction, target } = elements;
  const p = tf.sigmoid(prediction);
  const right = tf.add(tf.mul(p, target), tf.mul(tf.sub(1, p), tf.sub(1, target)));
  // Not quite 0, where a power below 1 has no slope.
  const factor = gamma === 0 ? tf.scalar(1) : tf.pow(tf.maximum(tf.sub(1, right), 1e-12), gamma);
  const values = tf.mul(factor, binaryEntropy(elements));
  if (alpha === false) return values;
  return tf.mul(values, tf.add(tf.mul(alpha, target), tf.mul(1 - alpha, tf.sub(1, target))));
}
