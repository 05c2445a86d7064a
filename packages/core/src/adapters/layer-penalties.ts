import * as tf from '@tensorflow/tfjs';

import type { NamedLayer } from './layer-names.js';

/**
 * What the regularizers of all layers add up to; `undefined` where there is none.
 *
 * TensorFlow.js's own sum leaves out the layers inside others, so that regularizers of recurrent layers and of wrapped
 * ones have no effect there, and counts a layer as often as it stands in the graph.
 */
export function penaltyOf(layers: readonly NamedLayer[]): tf.Scalar | undefined {
  const penalties = [...new Set(layers.map(({ layer }) => layer))].flatMap(
    (layer) => (layer as unknown as { _losses?: (() => tf.Scalar)[] })._losses ?? [],
  );
  return penalties.length === 0 ? undefined : tf.tidy(() => tf.addN(penalties.map((penalty) => penalty())));
}
