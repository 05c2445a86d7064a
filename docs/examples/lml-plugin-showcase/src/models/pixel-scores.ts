import { defineComponent, defineModel, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The number of channels of images. Default: `1`. */
  channels: z.int().min(1).default(1).describe('The number of channels of images.'),
  /** The number of filters. Default: `4`. */
  filters: z.int().min(1).default(4).describe('The number of filters.'),
};

/** Options of {@link pixelScores}. */
export interface PixelScoresOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * The probability of each pixel of images `[batch, height, width, channels]` of any size, `[batch, height, width, 1]`: a convolution of
 * 5 × 5 with ReLU, one of 1 × 1, and the logistic function.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { pixelScores } from 'lml-plugin-showcase';
 *
 * const model = pixelScores();
 * await model.build({ random: new RandomStreams(0) });
 * model.outputShape; // => [null, null, null, 1]
 * ```
 */
export const pixelScores = defineComponent({
  kind: 'model',
  name: 'pixel-scores',
  summary: 'The probability of each pixel, by two convolutions.',
  schema: z.strictObject(shape),
  examples: [{}, { channels: 2, filters: 3 }],
  conformance: ({ channels = 1 }: Readonly<Record<string, unknown>>) => ({
    input: { shape: [2, 6, 5, channels as number] },
  }),
  create: ({ channels, filters }): Model =>
    defineModel({
      inputs: [null, null, null, channels],
      weights: {
        'filter/kernel': { shape: [5, 5, channels, filters] },
        'filter/bias': { shape: [filters], initializer: 'zeros' },
        'score/kernel': { shape: [1, 1, filters, 1] },
        'score/bias': { shape: [1], initializer: 'zeros' },
      },
      forward(image, { weights }) {
        const filtered = tf.conv2d(image, weights['filter/kernel'], 1, 'same');
        const features = tf.relu(tf.add<tf.Tensor4D>(filtered, weights['filter/bias']));
        const scores = tf.conv2d(features, weights['score/kernel'], 1, 'same');
        return tf.sigmoid(tf.add(scores, weights['score/bias']));
      },
    }),
});

declare module '@lml/core' {
  interface ModelComponents {
    'pixel-scores': typeof pixelScores;
  }
  interface ModelOptions {
    'pixel-scores': PixelScoresOptions;
  }
}
