import * as tf from '@tensorflow/tfjs';

import { ndArray, sizeOf, type NdArray } from '../../data/nd-array.js';
import { RandomStreams } from '../../random/random-streams.js';
import type { CaseTraits } from '../gradient-case.js';

/** A layer in a model, and what the model is given. */
export interface LayerCase extends CaseTraits {
  /** Makes the model. */
  make(): tf.LayersModel;
  /** One for each input of the model. */
  readonly inputs: readonly NdArray[];
  /** Whether gradients with respect to inputs of float32 are taken too. Default true. */
  readonly ofInputs?: boolean;
}

/** Layers by what they are made with; the name begins with that of the function that makes the layer. */
export type LayerCases = Readonly<Record<string, LayerCase>>;

/** Normally distributed numbers; equal for an equal seed. */
export function normal(seed: number, shape: readonly number[]): NdArray {
  return ndArray(new RandomStreams(seed).normal('values', 0, sizeOf(shape)), { shape });
}

/** Whole numbers from 0 to `high` exclusive. */
export function integers(seed: number, shape: readonly number[], high: number): NdArray {
  return ndArray(new RandomStreams(seed).integers('values', 0, sizeOf(shape), high), { shape });
}

/** A model of some layers, from inputs of a shape without the batch's axis. */
export function stack(shape: readonly number[], ...parts: (() => tf.layers.Layer)[]): () => tf.LayersModel {
  return () =>
    tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [...shape] }), ...parts.map((make) => make())] });
}

/** Layers without weights behind a dense layer, which learns through them; three samples of normal inputs. */
export function behind(shape: readonly number[], ...parts: (() => tf.layers.Layer)[]): LayerCase {
  const dense = (): tf.layers.Layer => tf.layers.dense({ units: shape.at(-1)!, activation: 'tanh' });
  return alone(shape, dense, ...parts);
}

/** Layers on three samples of normal inputs. */
export function alone(shape: readonly number[], ...parts: (() => tf.layers.Layer)[]): LayerCase {
  return { make: stack(shape, ...parts), inputs: [normal(1, [3, ...shape])] };
}

/** Two dense layers of some shapes, and what a layer makes of both. */
export function merged(
  layer: () => tf.layers.Layer,
  left: readonly number[] = [4, 3],
  right: readonly number[] = left,
): LayerCase {
  return {
    make() {
      const inputs = [left, right].map((shape) => tf.input({ shape: [...shape] }));
      const sides = inputs.map((input, at) =>
        tf.layers.dense({ units: [left, right][at]!.at(-1)!, activation: 'tanh' }).apply(input),
      );
      return tf.model({ inputs, outputs: layer().apply(sides as tf.SymbolicTensor[]) as tf.SymbolicTensor });
    },
    inputs: [normal(1, [3, ...left]), normal(2, [3, ...right])],
  };
}
