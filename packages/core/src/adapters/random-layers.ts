import * as tf from '@tensorflow/tfjs';

import type { StepRandom } from '../steps/step-context.js';
import type { NamedLayer } from './layer-names.js';

type Layer = tf.layers.Layer;
type Call = (inputs: tf.Tensor | tf.Tensor[], options: { training?: boolean }) => tf.Tensor | tf.Tensor[];

/** A layer with what its random part needs. */
interface RandomLayer {
  readonly rate: number;
  readonly stddev: number;
  readonly noiseShape?: (number | null)[];
  call: Call;
}

interface RecurrentCell {
  dropout?: number;
  recurrentDropout?: number;
  dropoutFunc?: ((ones: tf.Tensor, rate: number) => tf.Tensor) | undefined;
  dropoutMask?: tf.Tensor | tf.Tensor[] | null;
  recurrentDropoutMask?: tf.Tensor | tf.Tensor[] | null;
}

/** What a random layer makes of its input in training. */
type Rule = (input: tf.Tensor, layer: RandomLayer, random: StepRandom, stream: string) => tf.Tensor;

const RULES: Readonly<Record<string, Rule>> = {
  Dropout: (input, layer, random, stream) => tf.mul(input, random.mask(stream, noiseShape(input, layer), layer.rate)),
  SpatialDropout1D: (input, layer, random, stream) =>
    tf.mul(input, random.mask(stream, [input.shape[0], 1, input.shape[2]!], layer.rate)),
  GaussianNoise: (input, layer, random, stream) => tf.add(input, random.normal(stream, input.shape, 0, layer.stddev)),
  GaussianDropout: (input, layer, random, stream) =>
    tf.mul(input, random.normal(stream, input.shape, 1, Math.sqrt(layer.rate / (1 - layer.rate)))),
  AlphaDropout: alphaDropout,
};

/**
 * Lets the random layers of a model draw from the streams of the step that runs. `random` answers with them, or with
 * undefined where the model is used by itself, and then the layers behave as TensorFlow.js has them.
 *
 * Returns how to free the masks that recurrent cells keep from one call to the next.
 */
export function bindRandomLayers(layers: readonly NamedLayer[], random: () => StepRandom | undefined): () => void {
  const cells: RecurrentCell[] = [];
  for (const { path, layer } of layers) {
    const rule = RULES[layer.getClassName()];
    if (rule !== undefined) bindLayer(layer as unknown as RandomLayer, rule, `${path}/${streamName(layer)}`, random);
    const cell = layer as unknown as RecurrentCell;
    if ('recurrentDropout' in cell && 'dropoutMask' in cell) {
      bindCell(cell, path, random);
      cells.push(cell);
    }
  }
  return () => {
    for (const cell of cells) {
      for (const field of ['dropoutMask', 'recurrentDropoutMask'] as const) {
        if (cell[field] != null) tf.dispose(cell[field]);
        cell[field] = null;
      }
    }
  };
}

function bindLayer(layer: RandomLayer, rule: Rule, stream: string, random: () => StepRandom | undefined): void {
  const own: Call = layer.call.bind(layer);
  layer.call = (inputs, options) => {
    const streams = random();
    if (streams === undefined) return own(inputs, options);
    const input = Array.isArray(inputs) ? inputs[0]! : inputs;
    const active = layer.stddev > 0 || (layer.rate > 0 && layer.rate < 1);
    return options.training === true && active ? tf.tidy(() => rule(input, layer, streams, stream)) : input.clone();
  };
}

function bindCell(cell: RecurrentCell, path: string, random: () => StepRandom | undefined): void {
  const own = cell.dropoutFunc;
  cell.dropoutFunc = (ones, rate) => {
    const streams = random();
    if (streams === undefined) return own === undefined || own === null ? tf.dropout(ones, rate) : own(ones, rate);
    return tf.mul(ones, streams.mask(`${path}/dropout`, ones.shape, rate));
  };
}

function streamName(layer: Layer): string {
  return layer.getClassName().includes('Noise') ? 'noise' : 'dropout';
}

function noiseShape(input: tf.Tensor, { noiseShape: shape }: RandomLayer): number[] {
  return shape == null ? input.shape : shape.map((size, axis) => size ?? input.shape[axis]!);
}

/** Klambauer et al. 2017, Self-Normalizing Neural Networks, section 3. */
function alphaDropout(input: tf.Tensor, layer: RandomLayer, random: StepRandom, stream: string): tf.Tensor {
  const { rate } = layer;
  const saturation = -1.6732632423543772 * 1.0507009873554805;
  const scale = ((1 - rate) * (1 + rate * saturation ** 2)) ** -0.5;
  const kept = tf.step(random.mask(stream, noiseShape(input, layer), rate));
  const dropped = tf.mul(tf.sub(1, kept), saturation);
  return tf.sub(tf.mul(tf.add(tf.mul(input, kept), dropped), scale), scale * saturation * rate);
}
