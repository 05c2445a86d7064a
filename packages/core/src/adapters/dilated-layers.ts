import * as tf from '@tensorflow/tfjs';

import type { LayerRule } from './layer-rule.js';
import type { LayerVariable } from './layer-weights.js';

interface Convolution {
  readonly kernel: LayerVariable;
  readonly bias?: LayerVariable | null;
  readonly strides: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dataFormat: 'channelsFirst' | 'channelsLast';
  readonly dilationRate: [number, number];
  readonly activation?: { apply(x: tf.Tensor): tf.Tensor } | null;
}

/**
 * A two-dimensional convolution with dilations: TensorFlow.js takes bias and activation together with it, and that has no
 * gradient where there are dilations; one after the other have.
 */
export function dilatedConvolutionRule(of: tf.layers.Layer): LayerRule {
  const layer = of as unknown as Convolution;
  if (layer.dilationRate.every((rate) => rate === 1)) return () => undefined;
  return (input) => {
    const { kernel, bias, strides, padding, dilationRate, activation } = layer;
    const isFirst = layer.dataFormat === 'channelsFirst';
    const x = (isFirst ? tf.transpose(input, [0, 2, 3, 1]) : input) as tf.Tensor4D;
    const images = tf.conv2d(x, kernel.read() as tf.Tensor4D, strides, padding, 'NHWC', dilationRate);
    const moved: tf.Tensor = bias == null ? images : tf.add(images, bias.read());
    const active = activation == null ? moved : activation.apply(moved);
    return isFirst ? tf.transpose(active, [0, 3, 1, 2]) : active;
  };
}
