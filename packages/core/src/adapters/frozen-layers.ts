import type * as tf from '@tensorflow/tfjs';

import type { FrozenWeights } from '../learning/freeze.js';
import type { ModelWeight } from '../learning/model.js';
import type { NamedLayer } from './layer-names.js';
import { weightSpecs, type NamedWeight } from './layer-weights.js';

/** The paths of the layers that are not trainable; a model that is not is the path of nothing. */
export function frozenLayers(model: tf.LayersModel, layers: readonly NamedLayer[]): readonly string[] {
  if (!model.trainable) return [''];
  return layers.filter(({ layer }) => !layer.trainable).map(({ path }) => `${path}/`);
}

/** Whether a weight belongs to one of the layers at these paths, or to a layer in it. */
export function isInFrozenLayer(weight: string, paths: readonly string[]): boolean {
  return paths.some((path) => weight.startsWith(path));
}

/** The weights as an engine declares them. What is frozen is asked anew, since layers may be at any time. */
export function modelWeights(
  { model, layers, weights }: { model: tf.LayersModel; layers: readonly NamedLayer[]; weights: readonly NamedWeight[] },
  frozen: FrozenWeights,
): ModelWeight[] {
  const paths = frozenLayers(model, layers);
  return weightSpecs(model, weights).map((spec) => {
    const isFrozen = frozen.has(spec.name) || isInFrozenLayer(spec.name, paths);
    return { ...spec, trainable: spec.trainable && !isFrozen, frozen: isFrozen };
  });
}
