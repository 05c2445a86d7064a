import * as tf from '@tensorflow/tfjs';

import { normal, type Subject } from '../agreement.fixture.js';

/** A case that is no comparison, and why. */
export interface LayerCase extends Subject {
  /** What TensorFlow.js says where it cannot train the layer; the compiled step says the same. */
  readonly fails?: string;
}

/** Layers by what they are made with; the name begins with that of the function that makes the layer. */
export type LayerCases = Readonly<Record<string, LayerCase>>;

/** A model of some layers, from inputs of a shape without the batch's axis. */
export function stack(shape: readonly number[], ...parts: (() => tf.layers.Layer)[]): () => tf.LayersModel {
  return () =>
    tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [...shape] }), ...parts.map((make) => make())] });
}

/** Layers on three samples of normal inputs. */
export function alone(shape: readonly number[], ...parts: (() => tf.layers.Layer)[]): LayerCase {
  return { make: stack(shape, ...parts), inputs: [normal(1, [3, ...shape])] };
}
