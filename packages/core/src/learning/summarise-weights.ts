import { sizeOf } from '../data/nd-array.js';
import { isShape, type ShapeTree } from '../tensorflow/shape-tree.js';
import type { ModelSummary, ModelWeight } from './model.js';

/** A summary of a model made of ops: a line for each path before the last part of its weights' names. */
export function summariseWeights(weights: readonly ModelWeight[], outputShape: ShapeTree): ModelSummary {
  const sizes = new Map<string, number>();
  let [parameters, trainableParameters] = [0, 0];
  for (const { name, shape, trainable } of weights) {
    const size = sizeOf(shape);
    const path = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : 'model';
    sizes.set(path, (sizes.get(path) ?? 0) + size);
    parameters += size;
    if (trainable) trainableParameters += size;
  }
  const paths = sizes.size === 0 ? [['model', 0] as const] : [...sizes];
  // What comes out of a part of it, nobody stated.
  const shown = paths.length === 1 && isShape(outputShape) ? outputShape : [];
  const layers = paths.map(([name, own]) => ({ name, type: 'Ops', outputShape: shown, parameters: own }));
  return { layers, parameters, trainableParameters };
}
