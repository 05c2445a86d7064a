import { defineComponent, fromLayers, type AdaptedLayersModel } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { activationName, kernelInitializer } from '../shared/activation.js';
import { dropoutRate, size } from '../shared/sizes.js';

const shape = {
  /** Shape of an image: [height, width, channels], or [height, width] for one channel without an axis of its own. */
  inputShape: z
    .array(size)
    .min(2, 'must be [height, width, channels] or [height, width]')
    .max(3, 'must be [height, width, channels] or [height, width]')
    .describe(
      'Shape of an image: [height, width, channels], or [height, width] for one channel without an axis of its own.',
    ),
  /** Number of classes: the size of the output. */
  numClasses: size.describe('Number of classes: the size of the output.'),
  /** Element-wise function after each layer but the last. Default: `'relu'`. */
  activation: activationName.default('relu').describe('Element-wise function after each layer but the last.'),
  /** What a window of 2 × 2 becomes: its largest value, or its mean. Default: `'max'`. */
  pooling: z
    .enum(['max', 'average'])
    .default('max')
    .describe('What a window of 2 × 2 becomes: its largest value, or its mean.'),
  /**
   * Whether convolutions keep the size of the map ('same') or shrink it by 4 ('valid', as in 1998). Default: `'same'`.
   */
  padding: z
    .enum(['same', 'valid'])
    .default('same')
    .describe("Whether convolutions keep the size of the map ('same') or shrink it by 4 ('valid', as in 1998)."),
  /** Probability with which a value of the two hidden dense layers is dropped in training. Default: `0`. */
  dropout: dropoutRate
    .default(0)
    .describe('Probability with which a value of the two hidden dense layers is dropped in training.'),
};

/** Options of {@link lenet}. */
export interface LenetOptions extends z.input<z.ZodObject<typeof shape>> {}

/** The smallest height and width that leave something behind both poolings. */
const SMALLEST = { same: 4, valid: 16 };

const lenetSchema = z.strictObject(shape).superRefine(({ inputShape: [height = 0, width = 0], padding }, context) => {
  const smallest = SMALLEST[padding];
  if (height >= smallest && width >= smallest) return;
  context.addIssue({
    code: 'custom',
    path: ['inputShape'],
    message:
      `must be at least ${smallest} × ${smallest} with ${padding} padding, got ${height} × ${width}: ` +
      'nothing would be left of the image. Enlarge or pad it' +
      (padding === 'valid' ? ", or take padding 'same'." : '.'),
  });
});

/**
 * LeNet-5, the small convolutional network for small images, modernised: convolution 5 × 5 to 6 maps, pooling 2 × 2,
 * convolution 5 × 5 to 16 maps, pooling 2 × 2, then dense layers of 120, 84 and `numClasses`. The output is raw: logits,
 * no softmax.
 *
 * Input `[batch, height, width, channels]` (or `[batch, height, width]` with an `inputShape` of two sizes), output
 * `[batch, numClasses]`. 107,786 weights for 28 × 28 × 1 and 10 classes.
 *
 * What differs from 1998, where images were 32 × 32 × 1:
 * - Convolutions are padded (`same`), so that small images keep their border and any size from 4 × 4 fits;
 *   `padding: 'valid'` is the original's layout, with its 61,706 weights from 32 × 32 × 1 to 10 classes.
 * - The third convolution, of 5 × 5 over a map of 5 × 5, is the dense layer of 120 that it equals there.
 * - All maps of the second convolution see all maps before; the original connected them by a table, to save weights.
 * - Pooling is plain, without a trained coefficient, bias and sigmoid for each map; `pooling: 'average'` is nearer to it.
 * - ReLU stands for the scaled hyperbolic tangent `1.7159 tanh(⅔ x)`; `activation: 'tanh'` is nearer to it.
 * - The last layer is a dense one, to be trained with cross-entropy, instead of distances to drawn digits.
 *
 * Kernels are drawn from the project's seed as in {@link mlp}. Biases start at 0.
 *
 * @throws `LML_INVALID_OPTIONS` for an `inputShape` of which pooling would leave nothing (smaller than 4 × 4, or than
 * 16 × 16 with `padding: 'valid'`), sizes that are not whole numbers from 1, or a `dropout` outside [0, 1).
 *
 * @see LeCun, Bottou, Bengio and Haffner 1998, Gradient-based learning applied to document recognition, section II B.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { lenet } from '@lml/models';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = lenet({ inputShape: [28, 28, 1], numClasses: 10 });
 * await model.build({ random: new RandomStreams(7) });
 * model.summary().parameters; // => 107786
 * model.apply(tf.ones([2, 28, 28, 1])).shape; // => [2, 10]
 * ```
 */
export const lenet = defineComponent({
  kind: 'model',
  name: 'lenet',
  summary: 'LeNet-5, the small convolutional network for small images, modernised.',
  schema: lenetSchema,
  examples: [
    { inputShape: [8, 8, 1], numClasses: 10 },
    { inputShape: [8, 8], numClasses: 3, activation: 'tanh', pooling: 'average', dropout: 0.5 },
    { inputShape: [16, 17, 3], numClasses: 2, padding: 'valid' },
  ],
  create: ({ inputShape, numClasses, activation, pooling, padding, dropout }): AdaptedLayersModel =>
    fromLayers(() => {
      const { layers } = tf;
      const initializer = { kernelInitializer: kernelInitializer(activation) };
      const pool = () => {
        const window = { poolSize: 2, strides: 2 };
        return pooling === 'max' ? layers.maxPooling2d(window) : layers.averagePooling2d(window);
      };
      const model = tf.sequential({ layers: [layers.inputLayer({ inputShape })] });
      if (inputShape.length === 2) model.add(layers.reshape({ targetShape: [...inputShape, 1] }));
      for (const filters of [6, 16]) {
        model.add(layers.conv2d({ filters, kernelSize: 5, padding, activation, ...initializer }));
        model.add(pool());
      }
      model.add(layers.flatten());
      for (const units of [120, 84]) {
        model.add(layers.dense({ units, activation, ...initializer }));
        if (dropout > 0) model.add(layers.dropout({ rate: dropout }));
      }
      model.add(layers.dense({ units: numClasses }));
      return model;
    }),
});
