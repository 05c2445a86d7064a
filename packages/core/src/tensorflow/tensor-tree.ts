import type * as tf from '@tensorflow/tfjs';

import type { TensorTree } from '../data/tensor-tree.js';
import { mapValueTree, type ValueTree } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

export type { TensorTree, Tensors } from '../data/tensor-tree.js';
export type { ValueTree } from '../data/value-tree.js';

/** Whether a value is a tensor, of this or another copy of TensorFlow.js. */
export function isTensor(value: unknown): value is tf.Tensor {
  return typeof value === 'object' && value !== null && 'dataId' in value;
}

/**
 * The tensors of a tree, from first to last.
 *
 * @example
 * ```ts
 * import { treeLeaves } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * treeLeaves({ mean: tf.zeros([2]), classes: [tf.zeros([3])] }).map(({ shape }) => shape); // => [[2], [3]]
 * ```
 */
export function treeLeaves(tree: TensorTree): tf.Tensor[] {
  return isTensor(tree) ? [tree] : Object.values(tree).flatMap(treeLeaves);
}

/**
 * The same tree with another value for each tensor. `path` names its place: `classes.0`, or nothing for the tree itself.
 *
 * @example
 * ```ts
 * import { mapTree } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const paths = mapTree({ mean: tf.zeros([2]), classes: [tf.zeros([3])] }, ({ size }, path) => `${path}: ${size}`);
 * paths; // => { mean: 'mean: 2', classes: ['classes.0: 3'] }
 * ```
 */
export function mapTree<Value>(tree: TensorTree, map: (tensor: tf.Tensor, path: string) => Value): ValueTree<Value> {
  return mapValueTree(tree, isTensor, map);
}

/**
 * A part of a tree, by key; a tree that is one tensor has no parts.
 *
 * @example
 * ```ts
 * import { treePart } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const heads = { age: tf.scalar(1), sex: tf.scalar(0) };
 * treePart(heads, 'age') === heads.age; // => true
 * treePart(heads, 'name'); // => undefined
 * ```
 */
export function treePart(tree: TensorTree | undefined, key: string): TensorTree | undefined {
  if (tree === undefined || isTensor(tree) || !Object.hasOwn(tree, key)) return undefined;
  return (tree as { readonly [key: string]: TensorTree })[key];
}

/**
 * The value if it is one tensor. For losses, metrics and predictors that take no lists and records. `remedyFor` says what to do where
 * there are several, from their keys; by default what to do about losses.
 *
 * @throws `LML_INVALID_ARGUMENT`, in the name of the component `name`, for anything else.
 *
 * @example
 * ```ts
 * import { requireTensor } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * requireTensor('mse', 'prediction', { mean: tf.zeros([2]) }); // throws LML_INVALID_ARGUMENT
 * ```
 */
export function requireTensor(
  name: string,
  part: string,
  value: TensorTree | undefined,
  remedyFor: (keys: readonly string[]) => string = eachItsLoss,
): tf.Tensor {
  if (isTensor(value)) return value;
  const remedy = value === undefined ? undefined : remedyFor(Object.keys(value));
  throw new InvalidArgumentError(`The ${part} of ${name}`, 'one tensor', value, remedy);
}

function eachItsLoss(keys: readonly string[]): string {
  return `Where a model has several outputs, give each a loss of its own: { name: 'multi-head', losses: { ${keys.join(': …, ')}: … } }.`;
}
