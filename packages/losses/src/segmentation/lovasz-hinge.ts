import { asFloat, defineComponent, requireSameShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { lovaszExtension, lovaszLoss, lovaszShape, type LovaszOptions } from '../shared/lovasz.js';
import { maskConformance } from '../shared/mask-conformance.js';
import { maskShape } from '../shared/mask-shape.js';

/** Options of {@link lovaszHinge}. */
export interface LovaszHingeOptions extends LovaszOptions, z.input<z.ZodObject<typeof maskShape>> {}

/**
 * Lovász hinge, of masks: the Jaccard loss (1 − intersection over union), extended to hinge errors $`1 - x (2 y - 1)`$ of logits x against
 * targets y of 0 or 1, both `[batch, …]`, of one class, or of several that do not exclude each other taken together. The errors, from the
 * largest to the smallest and none below 0, are each multiplied by what the Jaccard loss grows by when that position is wrong too.
 *
 * It is one loss of all positions of the batch, or with `perImage` the mean of the losses of images. Of the batch it is no mean of
 * samples: the loss of an epoch, and accumulated gradients, are the means of those of the batches, weighted by the positions that count.
 * Weights, one a sample (`[batch]`) or of further first axes, multiply what positions count; with `perImage` they are one an image. Equal
 * errors are taken in the order of positions; the loss does not depend on it, the gradient is one of those that the kink has.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or weights do not fit.
 *
 * @example
 * ```ts
 * import { lovaszHinge } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [logits, target] = [tf.tensor2d([[3, -1, 0, -2]]), tf.tensor2d([[1, 0, 1, 1]])];
 * lovaszHinge()(logits, target); // => 3 * 1 / 3 + 1 * 1 / 3
 * ```
 *
 * @see segmentation_models_pytorch.losses.LovaszLoss 0.6, with mode binary or multilabel; Berman et al. 2018, The Lovász-Softmax loss
 */
export const lovaszHinge = defineComponent({
  kind: 'loss',
  name: 'lovasz-hinge',
  summary: 'Masks by intersection over union, extended to hinge errors.',
  schema: z.strictObject({ ...lovaszShape, ...maskShape }),
  examples: [{}, { perImage: true }],
  conformance: maskConformance({ mode: 'binary' }),
  create: ({ perImage, ignoreIndex }, { name }) =>
    lovaszLoss({
      name,
      mode: 'multilabel',
      ignoreIndex,
      perImage,
      values({ prediction, target }, weights) {
        requireSameShape(
          name,
          prediction,
          target,
          'Of classes that exclude each other, lovasz-softmax learns from their numbers.',
        );
        const truth = asFloat(target);
        const rows = perImage ? prediction.shape[0] : 1;
        const flat = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [rows, rows === 0 ? 0 : values.size / rows]);
        return lovaszExtension({
          errors: flat(tf.sub(1, tf.mul(asFloat(prediction), tf.sub(tf.mul(2, truth), 1)))),
          positive: flat(tf.mul(weights, truth)),
          negative: flat(tf.mul(weights, tf.sub(1, truth))),
        });
      },
    }),
});
