import { defineComponent, defineModel, type Model } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** How many numbers a frame has. */
  inputSize: z.int().min(1).describe('How many numbers a frame has.'),
  /** How many numbers stand between input and output. Default: `8`. */
  hiddenSize: z.int().min(1).default(8).describe('How many numbers stand between input and output.'),
  /** How many scores a frame gets. */
  outputSize: z.int().min(1).describe('How many scores a frame gets.'),
};

/** Options of {@link frameScores}. */
export interface FrameScoresOptions extends z.input<z.ZodObject<typeof shape>> {}

/** Scores of each frame by itself, by one hidden layer: from `[batch, time, inputSize]` to `[batch, time, outputSize]`. */
export const frameScores = defineComponent({
  kind: 'model',
  name: 'frame-scores',
  summary: 'Scores of each frame of a sequence by itself.',
  schema: z.strictObject(shape),
  examples: [{ inputSize: 3, outputSize: 2 }],
  conformance: { input: { shape: [2, 4, 3] } },
  create: ({ inputSize, hiddenSize, outputSize }): Model =>
    defineModel({
      inputs: [null, null, inputSize],
      weights: {
        'hidden/kernel': { shape: [inputSize, hiddenSize] },
        'hidden/bias': { shape: [hiddenSize], initializer: 'zeros' },
        'output/kernel': { shape: [hiddenSize, outputSize] },
        'output/bias': { shape: [outputSize], initializer: 'zeros' },
      },
      forward(frames, { weights }) {
        const [batch, time] = frames.shape;
        const rows = tf.reshape(frames, [batch * time, inputSize]);
        const hidden = tf.tanh(tf.add(tf.matMul(rows, weights['hidden/kernel']), weights['hidden/bias']));
        const scores = tf.add(tf.matMul(hidden, weights['output/kernel']), weights['output/bias']);
        return tf.reshape(scores, [batch, time, outputSize]);
      },
    }),
});

declare module '@lml/core' {
  interface ModelComponents {
    'frame-scores': typeof frameScores;
  }
  interface ModelOptions {
    'frame-scores': FrameScoresOptions;
  }
}
