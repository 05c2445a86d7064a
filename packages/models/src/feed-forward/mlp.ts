import { defineComponent, fromLayers, type AdaptedLayersModel } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { activationName, kernelInitializer } from '../shared/activation.js';
import { dropoutRate, size } from '../shared/sizes.js';

export { activationName, type ActivationName } from '../shared/activation.js';

const SIZES = 'must be a whole number from 1, or a shape of such numbers';

const shape = {
  /** Size of the input: the number of features, or the shape of a sample, which is flattened. */
  inputSize: z
    .union([z.int(SIZES).min(1, SIZES), z.array(size, SIZES).min(1, SIZES)])
    .describe('Size of the input: the number of features, or the shape of a sample, which is flattened.'),
  /** Sizes of the hidden layers; an empty list makes a linear model. */
  hiddenSizes: z.array(size).describe('Sizes of the hidden layers; an empty list makes a linear model.'),
  /** Size of the output: the number of classes or of regression targets. */
  outputSize: size.describe('Size of the output: the number of classes or of regression targets.'),
  /** Element-wise function after each hidden layer. Default: `'relu'`. */
  activation: activationName.default('relu').describe('Element-wise function after each hidden layer.'),
  /** Probability with which a hidden value is dropped in training. Default: `0`. */
  dropout: dropoutRate.default(0).describe('Probability with which a hidden value is dropped in training.'),
  /** Whether each hidden layer is normalised by batch before its activation. Default: `false`. */
  batchNorm: z
    .boolean()
    .default(false)
    .describe('Whether each hidden layer is normalised by batch before its activation.'),
};

/** Options of {@link mlp}. */
export interface MlpOptions extends z.input<z.ZodObject<typeof shape>> {}

const mlpSchema = z.strictObject(shape);

/**
 * A multilayer perceptron: dense layers with an element-wise function in between,
 *
 * `h₀ = x`, `hᵢ = dropout(φ(batchNorm(Wᵢ hᵢ₋₁ + bᵢ)))`, `output = W hₙ + b`
 *
 * for hidden layers i = 1 … n, activation φ, and batch normalisation and dropout where they are asked for. The output is
 * raw (logits, or regression values): there is no softmax, and neither normalisation nor dropout behind the last layer.
 *
 * Input `[batch, inputSize]` or `[batch, …inputSize]`, output `[batch, outputSize]`.
 *
 * Kernels are drawn from the project's seed: He's uniform distribution before rectifier-like activations, LeCun's normal
 * one before `selu`, else Glorot's uniform one. Biases start at 0. With `batchNorm` hidden layers have no bias, since
 * the normalisation would remove it; its momentum is 0.9 and its epsilon 1e-5, as PyTorch has them.
 *
 * @throws `LML_INVALID_OPTIONS` for sizes that are not whole numbers from 1, or a `dropout` outside [0, 1).
 *
 * @see Rumelhart, Hinton and Williams 1986, Learning representations by back-propagating errors; Ioffe and Szegedy 2015,
 * Batch Normalization, for the place before the activation.
 *
 * @example
 * ```ts
 * import { RandomStreams } from '@lml/core';
 * import { mlp } from '@lml/models';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const model = mlp({ inputSize: 10, hiddenSizes: [32], outputSize: 3 });
 * await model.build({ random: new RandomStreams(7) });
 * model.summary().parameters; // => 451
 * model.apply(tf.ones([5, 10])).shape; // => [5, 3]
 * ```
 */
export const mlp = defineComponent({
  kind: 'model',
  name: 'mlp',
  summary: 'A multilayer perceptron: dense layers with an element-wise function in between.',
  schema: mlpSchema,
  examples: [
    { inputSize: 4, hiddenSizes: [8, 8], outputSize: 3 },
    { inputSize: [4, 4, 1], hiddenSizes: [8], outputSize: 2, activation: 'tanh', dropout: 0.5, batchNorm: true },
  ],
  create: ({ inputSize, hiddenSizes, outputSize, activation, dropout, batchNorm }): AdaptedLayersModel =>
    fromLayers(() => {
      const { layers } = tf;
      const shape = Array.isArray(inputSize) ? inputSize : [inputSize];
      const model = tf.sequential({ layers: [layers.inputLayer({ inputShape: shape })] });
      if (shape.length > 1) model.add(layers.flatten());
      for (const units of hiddenSizes) {
        model.add(layers.dense({ units, useBias: !batchNorm, kernelInitializer: kernelInitializer(activation) }));
        if (batchNorm) model.add(layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }));
        model.add(layers.activation({ activation }));
        if (dropout > 0) model.add(layers.dropout({ rate: dropout }));
      }
      model.add(layers.dense({ units: outputSize }));
      return model;
    }),
});
