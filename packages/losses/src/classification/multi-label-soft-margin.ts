import { defineComponent, reductionShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { binaryEntropy } from '../shared/binary-entropy.js';
import { binaryShape, perClass, type BinaryOptions } from '../shared/binary-shape.js';
import { rowwiseLoss } from '../shared/rowwise-loss.js';

/** Options of {@link multiLabelSoftMargin}. */
export interface MultiLabelSoftMarginOptions extends BinaryOptions, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Multi-label soft margin: the mean over the last axis of the binary cross-entropy of logit x and target y, 0 or 1, both
 * `[batch, …, classes]`, each times the weight of its class.
 *
 * Reduction and weights are those of {@link rowwiseLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or rows or weights do not fit.
 *
 * @example
 * ```ts
 * import { multiLabelSoftMargin } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * multiLabelSoftMargin()(tf.tensor2d([[0, 0]]), tf.tensor2d([[1, 0]])); // => Math.LN2
 * ```
 *
 * @see [torch.nn.MultiLabelSoftMarginLoss](https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiLabelSoftMarginLoss.html) 2.x, with its weights
 */
export const multiLabelSoftMargin = defineComponent({
  kind: 'loss',
  name: 'multi-label-soft-margin',
  summary: 'Mean binary cross-entropy of the classes of a sample.',
  schema: z.strictObject({ ...binaryShape, ...reductionShape }),
  examples: [{}, { reduction: 'sum' }, { reduction: 'none' }],
  create: ({ weight, reduction }, { name }) =>
    rowwiseLoss({
      name,
      reduction,
      scores: 'logits',
      ofClasses: 'Of classes that exclude each other, cross-entropy learns from their numbers.',
      values: (elements) => {
        const ofClass = perClass(name, 'weight', weight, elements.prediction);
        const values = binaryEntropy(elements);
        return tf.mean(ofClass === undefined ? values : tf.mul(values, ofClass), -1);
      },
    }),
});
