import { defineComponent } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { classShares } from '../shared/class-shares.js';
import { lovaszExtension, lovaszLoss, lovaszShape, type LovaszOptions } from '../shared/lovasz.js';
import { maskConformance } from '../shared/mask-conformance.js';
import { logitsShape, maskShape, type MaskOptions } from '../shared/mask-shape.js';
import { masksOf } from '../shared/masks.js';

const shape = {
  /** The classes whose mean it is: those that are in the targets, all, or these. Default: `'present'`. */
  classes: z
    .union([z.enum(['present', 'all']), z.array(z.int().min(0)).min(1)])
    .default('present')
    .describe('The classes whose mean it is: those that are in the targets, all, or these.'),
};

/** Options of {@link lovaszSoftmax}. */
export interface LovaszSoftmaxOptions extends LovaszOptions, MaskOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Lovász-softmax, of classes that exclude each other: the Jaccard loss (1 − intersection over union) of each class, extended to the errors
 * $`|y - p|`$ of its probabilities p, the softmax of logits `[batch, …, classes]`, against y, 1 where the class index `[batch, …]` is that
 * class. The errors, from the largest to the smallest, are each multiplied by what the Jaccard loss grows by when that position is wrong
 * too; the loss is the mean over the classes.
 *
 * It is one loss of all positions of the batch, or with `perImage` the mean of the losses of images, which each count the classes that
 * they have. Without a position that counts it is 0. What becomes of batches, weights and equal errors are as of {@link lovaszHinge}.
 *
 * @throws `LML_SHAPE_MISMATCH` where prediction and target, weights or `classes` do not fit.
 *
 * @example
 * ```ts
 * import { lovaszSoftmax } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const [probabilities, target] = [tf.tensor3d([[[0.75, 0.25], [0.5, 0.5]]]), tf.tensor2d([[0, 0]], [1, 2], 'int32')];
 * lovaszSoftmax({ fromLogits: false })(probabilities, target); // => 0.375
 * lovaszSoftmax({ fromLogits: false, classes: 'all' })(probabilities, target); // => (0.375 + 0.5) / 2
 * ```
 *
 * @see segmentation_models_pytorch.losses.LovaszLoss 0.6, with mode multiclass, which is of the classes present, of logits; Berman et al. 2018,
 * The Lovász-Softmax loss
 */
export const lovaszSoftmax = defineComponent({
  kind: 'loss',
  name: 'lovasz-softmax',
  summary: 'Classes of positions by intersection over union, extended to probabilities.',
  schema: z.strictObject({ ...shape, ...lovaszShape, ...maskShape, ...logitsShape }),
  examples: [{}, { perImage: true, classes: 'all' }, { classes: [0, 2] }],
  conformance: maskConformance({ mode: 'multiclass' }),
  create: ({ classes, perImage, ignoreIndex, fromLogits }, { name }) => {
    const reading = { name, mode: 'multiclass', ignoreIndex } as const;
    return lovaszLoss({
      ...reading,
      perImage,
      scores: fromLogits ? 'logits' : 'probabilities',
      values(pair, weights) {
        const { prediction, target } = masksOf({ ...reading, fromLogits }, pair);
        const count = prediction.shape.at(-1)!;
        const images = perImage ? prediction.shape[0] : 1;
        const positions = images === 0 ? 0 : prediction.size / count / images;
        const rows = (values: tf.Tensor): tf.Tensor =>
          tf.reshape(tf.transpose(tf.reshape(values, [images, positions, count]), [0, 2, 1]), [
            images * count,
            positions,
          ]);
        const positive = rows(tf.mul(weights, target));
        const each = lovaszExtension({
          errors: rows(tf.abs(tf.sub(target, prediction))),
          positive,
          negative: rows(tf.mul(weights, tf.sub(1, target))),
        });
        const values = tf.reshape(each, [images, count]);
        if (classes !== 'present') {
          const shares = classShares(name, prediction.shape, classes === 'all' ? undefined : classes);
          return tf.sum(tf.mul(values, tf.tensor1d(shares)), 1);
        }
        const present = tf.cast(tf.notEqual(tf.sum(tf.reshape(positive, [images, count, positions]), 2), 0), 'float32');
        return tf.div(tf.sum(tf.mul(values, present), 1), tf.maximum(tf.sum(present, 1), 1));
      },
    });
  },
});
