import { asFloat, defineComponent, reductionShape, requireImages, requireTensor, type Loss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { treeLoss } from '../shared/tree-loss.js';

const shape = {
  /** Whether differences within a channel are summed, or each direction is averaged. Default: `'sum'`. */
  differences: z
    .enum(['sum', 'mean'])
    .default('sum')
    .describe('Whether differences within a channel are summed, or each direction is averaged.'),
};

/** Options of {@link totalVariation}. */
export interface TotalVariationOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof reductionShape>> {}

/**
 * Total variation of images `[batch, height, width, channels]`: for each channel of each image the sum of how much neighbouring pixels differ,
 * downwards and across. There is no target: beside another loss it makes what a model gives smooth. An axis of one pixel adds nothing.
 *
 * With `differences: 'mean'` the means of both directions are added, so that it does not depend on the size of images. Reduction and
 * weights, one a sample, are those of {@link treeLoss}.
 *
 * @throws `LML_SHAPE_MISMATCH` for what are no images, or weights that do not fit.
 *
 * @example
 * ```ts
 * import { totalVariation } from '@lml/losses';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const image = tf.tensor4d([1, 2, 4, 0], [1, 2, 2, 1]);
 * totalVariation()(image); // => (3 + 2) + (1 + 4)
 * totalVariation({ differences: 'mean' })(image); // => 5 / 2 + 5 / 2
 * ```
 *
 * @see kornia.losses.total_variation 0.9, whose `reduction` is `differences` here; Rudin et al. 1992, Nonlinear total variation based noise
 * removal algorithms
 */
export const totalVariation = defineComponent({
  kind: 'loss',
  name: 'total-variation',
  summary: 'How much neighbouring pixels of an image differ, to make it smooth.',
  schema: z.strictObject({ ...shape, ...reductionShape }),
  examples: [{}, { differences: 'mean' }, { reduction: 'sum' }, { reduction: 'none' }],
  conformance: { prediction: { shape: [2, 3, 4, 2], low: -9, high: 9 }, target: null },
  create: ({ differences, reduction }, { name }): Loss<tf.Tensor, undefined> => {
    const loss = treeLoss<tf.Tensor, undefined>({
      name,
      reduction,
      shape(given) {
        const images = requireTensor(name, 'prediction', given);
        requireImages(name, images);
        return [images.shape[0], images.shape[3]!];
      },
      values: (images) =>
        tf.add(variation(asFloat(images), 1, differences), variation(asFloat(images), 2, differences)),
    });
    return Object.assign(loss, { withoutTarget: true });
  },
});

/** How much pixels differ from the next one along an axis, for each image and channel. */
function variation(images: tf.Tensor, axis: 1 | 2, differences: 'sum' | 'mean'): tf.Tensor {
  const size = images.shape[axis]!;
  if (size < 2) return tf.sum(tf.mul(images, 0), [1, 2]);
  const part = (from: number): tf.Tensor => {
    const [begin, sizes] = [[0, 0, 0, 0], [...images.shape]];
    begin[axis] = from;
    sizes[axis] = size - 1;
    return tf.slice(images, begin, sizes);
  };
  const apart = tf.abs(tf.sub(part(1), part(0)));
  return differences === 'sum' ? tf.sum(apart, [1, 2]) : tf.mean(apart, [1, 2]);
}
