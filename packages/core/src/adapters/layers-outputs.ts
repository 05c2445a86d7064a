import type * as tf from '@tensorflow/tfjs';

import type { ShapeTree } from '../tensorflow/shape-tree.js';
import { givenName } from './layer-names.js';

/** The names of several outputs, where each comes from a layer with a name that somebody gave it; else undefined. */
export function outputNames({ outputs }: tf.LayersModel): readonly string[] | undefined {
  if (outputs.length < 2) return undefined;
  const names = outputs.map(({ sourceLayer }) => givenName(sourceLayer));
  const isNamed = names.every(({ given }) => given) && new Set(names.map(({ name }) => name)).size === names.length;
  return isNamed ? names.map(({ name }) => name) : undefined;
}

/** Outputs as the model gives them: one, a record where all have names, or else a list. */
export function outputTree<Output>(
  outputs: readonly Output[],
  names: readonly string[] | undefined,
): Output | readonly Output[] | Readonly<Record<string, Output>> {
  if (names !== undefined) return Object.fromEntries(names.map((name, index) => [name, outputs[index]!]));
  return outputs.length === 1 ? outputs[0]! : outputs;
}

/** The shapes of a model's outputs. */
export function outputShapeOf(model: tf.LayersModel): ShapeTree {
  const shapes = model.outputs.map(({ shape }) => shape);
  return outputTree(shapes, outputNames(model));
}
