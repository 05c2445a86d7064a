import * as tf from '@tensorflow/tfjs';

import { batchNorm } from '../composites/batch-norm.js';
import { gelu } from '../composites/gelu.js';
import { layerNorm } from '../composites/layer-norm.js';
import { dilatedConvolutionRule } from './dilated-layers.js';
import type { NamedLayer } from './layer-names.js';
import { ownClassName, type CallOptions, type LayerRule } from './layer-rule.js';
import type { LayerVariable } from './layer-weights.js';
import { recurrentRule } from './recurrent-layers.js';

type Call = (inputs: tf.Tensor | tf.Tensor[], options?: CallOptions) => tf.Tensor | tf.Tensor[];

interface Normalisation {
  readonly epsilon: number;
  readonly gamma?: LayerVariable | null;
  readonly beta?: LayerVariable | null;
}

interface BatchNormalisation extends Normalisation {
  readonly axis: number;
  readonly momentum: number;
  readonly movingMean: LayerVariable;
  readonly movingVariance: LayerVariable;
}

interface LayerNormalisation extends Normalisation {
  /** From 0 on, once the layer is built. */
  readonly axis: number[];
}

interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
}

/** The rules by class. */
const RULES: Readonly<Record<string, (layer: tf.layers.Layer) => LayerRule>> = {
  BatchNormalization: (layer) => batchNormalisationRule(layer as unknown as BatchNormalisation),
  LayerNormalization: (layer) => layerNormalisationRule(layer as unknown as LayerNormalisation),
  Conv2D: dilatedConvolutionRule,
  LSTM: recurrentRule,
  GRU: recurrentRule,
  RNN: recurrentRule,
};

const GELU_FORMS: Readonly<Record<string, 'none' | 'tanh'>> = { gelu: 'none', gelu_new: 'tanh' };

/**
 * Lets layers compute by composites while `isActive()`: normalisation in training and recurrent layers in their plain
 * forms, and the activation `gelu`. Composites have gradients of their own, cheaper than those of the layers, and engines
 * know them by name. Batch normalisation that is frozen does in training what it does in use, as with Keras: it normalises by
 * its statistics and leaves them alone. Whatever else a layer is told, it does as TensorFlow.js has it. Numbers agree to
 * rounding.
 */
export function bindCompositeLayers(
  layers: readonly NamedLayer[],
  isActive: () => boolean,
  isFrozen: (layer: NamedLayer) => boolean,
): void {
  for (const named of layers) {
    const { layer } = named;
    const name = ownClassName(layer) ?? '';
    const rule = RULES[name]?.(layer);
    const told = (): CallOptions => (name === 'BatchNormalization' && isFrozen(named) ? { training: false } : {});
    if (rule !== undefined) bindLayer(layer as unknown as { call: Call }, rule, isActive, told);
    bindActivation((layer as unknown as { activation?: Activation | null }).activation, isActive);
  }
}

function bindLayer(layer: { call: Call }, rule: LayerRule, isActive: () => boolean, told: () => CallOptions): void {
  const own: Call = layer.call.bind(layer);
  layer.call = (inputs, given = {}) => {
    const input = Array.isArray(inputs) ? inputs[0] : inputs;
    const options = isActive() ? { ...given, ...told() } : given;
    if (!isActive() || input === undefined || (Array.isArray(inputs) && inputs.length > 1)) return own(inputs, options);
    return tf.tidy(() => rule(input, options) ?? own(inputs, options));
  };
}

function bindActivation(activation: Activation | null | undefined, isActive: () => boolean): void {
  if (activation == null) return;
  const approximate = GELU_FORMS[ownClassName(activation) ?? ''];
  if (approximate === undefined) return;
  const own = activation.apply.bind(activation);
  activation.apply = (x) => (isActive() ? gelu(x, { approximate }) : own(x));
}

function batchNormalisationRule(layer: BatchNormalisation): LayerRule {
  return (input, { training }) => {
    const x = swapped(input, layer.axis);
    if (training === true) {
      const { output, mean, variance } = batchNorm(x, weightsOf(layer));
      move(layer.movingMean, mean, layer.momentum);
      move(layer.movingVariance, variance, layer.momentum);
      return swapped(output, layer.axis);
    }
    // TensorFlow.js's kernel is right for the last axis only.
    const isStock = x === input && hasKernel(x, layer);
    return isStock ? undefined : swapped(normaliseInUse(x, layer), layer.axis);
  };
}

function normaliseInUse(x: tf.Tensor, layer: BatchNormalisation): tf.Tensor {
  const { gamma, beta, epsilon } = weightsOf(layer);
  const inverse = tf.rsqrt(tf.add(layer.movingVariance.read(), epsilon));
  const scaled = tf.mul(tf.sub(x, layer.movingMean.read()), gamma === undefined ? inverse : tf.mul(inverse, gamma));
  return beta === undefined ? scaled : tf.add(scaled, beta);
}

/** Exchanges an axis with the last. */
function swapped(tensor: tf.Tensor, of: number): tf.Tensor {
  const last = tensor.rank - 1;
  const axis = of < 0 ? of + tensor.rank : of;
  if (axis === last) return tensor;
  return tf.transpose(
    tensor,
    tensor.shape.map((_, at) => (at === axis ? last : at === last ? axis : at)),
  );
}

/** As the layer itself moves its statistics. */
function move(statistic: LayerVariable, value: tf.Tensor, momentum: number): void {
  tf.tidy(() => {
    const before = statistic.read();
    statistic.write(tf.sub(before, tf.mul(tf.sub(before, value), 1 - momentum)));
  });
}

function layerNormalisationRule(layer: LayerNormalisation): LayerRule {
  return (input) => {
    const { axis } = layer;
    if (axis.length === 1 && axis[0] === input.rank - 1) return layerNorm(input, weightsOf(layer));
    return hasKernel(input, layer) ? undefined : normaliseOver(input, layer);
  };
}

/** Whether TensorFlow.js can normalise by its kernel: for up to four axes, and its gradient needs both weights. */
function hasKernel({ rank }: tf.Tensor, { gamma, beta }: Normalisation): boolean {
  return rank <= 4 && gamma != null && beta != null;
}

function normaliseOver(x: tf.Tensor, layer: LayerNormalisation): tf.Tensor {
  const { gamma, beta, epsilon } = weightsOf(layer);
  const shape = x.shape.map((size, axis) => (layer.axis.includes(axis) ? size : 1));
  const { mean, variance } = tf.moments(x, layer.axis, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  const scaled = gamma === undefined ? normal : tf.mul(normal, tf.reshape(gamma, shape));
  return beta === undefined ? scaled : tf.add(scaled, tf.reshape(beta, shape));
}

function weightsOf({ gamma, beta, epsilon }: Normalisation): {
  gamma: tf.Tensor | undefined;
  beta: tf.Tensor | undefined;
  epsilon: number;
} {
  return { gamma: gamma?.read(), beta: beta?.read(), epsilon };
}
