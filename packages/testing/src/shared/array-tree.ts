import {
  concatenate,
  isNdArray,
  toTensor,
  type NdArray,
  type TensorBatch,
  type TensorTree,
  type ValueTree,
} from '@lml/core';
import type * as tf from '@tensorflow/tfjs';

import type { FixtureTree, TensorFixture } from '../conformance.js';
import { arrayOf, rowsOf } from './fixtures.js';

/** An array, or lists and records of arrays. */
export type ArrayTree = ValueTree<NdArray>;

/** The arrays of fixtures; `stream` tells apart fixtures of one shape. */
export function arraysOf(fixtures: FixtureTree, stream: string): ArrayTree {
  if (isFixture(fixtures)) return arrayOf(fixtures, stream);
  return mapEntries(fixtures as Branch<FixtureTree>, (part, key) => arraysOf(part, `${stream}.${key}`));
}

/** The same tree with another value for each array. */
export function mapArrays<Value>(tree: ArrayTree, map: (array: NdArray) => Value): ValueTree<Value> {
  if (isNdArray(tree)) return map(tree);
  return mapEntries(tree as Branch<ArrayTree>, (part) => mapArrays(part, map));
}

/** The arrays of a tree, from first to last. */
export function arrayLeaves(tree: ArrayTree): NdArray[] {
  return isNdArray(tree) ? [tree] : Object.values(tree as Branch<ArrayTree>).flatMap(arrayLeaves);
}

/** The tensors of a tree of arrays. */
export function tensorsOf(tree: ArrayTree): TensorTree {
  return mapArrays(tree, toTensor);
}

/** Rows of all arrays of a tree: those of these numbers, in this order. */
export function rowsOfTree(tree: ArrayTree, indices: readonly number[]): ArrayTree {
  return mapArrays(tree, (array) => concatenate(indices.map((index) => rowsOf(array, index, index + 1))));
}

/** The number of samples in a tree of arrays. */
export function samplesOfTree(tree: ArrayTree): number {
  return arrayLeaves(tree)[0]?.shape[0] ?? 0;
}

type Branch<Part> = readonly Part[] | { readonly [key: string]: Part };

function mapEntries<Part, Value>(
  branch: Branch<Part>,
  map: (part: Part, key: string) => ValueTree<Value>,
): ValueTree<Value> {
  if (Array.isArray(branch)) return (branch as readonly Part[]).map((part, index) => map(part, String(index)));
  return Object.fromEntries(Object.entries(branch).map(([key, part]) => [key, map(part, key)]));
}

function isFixture(fixtures: FixtureTree): fixtures is TensorFixture {
  const { shape } = fixtures as { readonly shape?: unknown };
  return Array.isArray(shape) && shape.every((size) => typeof size === 'number');
}

/** The arrays of a tree as parts of a batch, `input 0`, `input 1` …: a list in a batch would be one of a value a sample. */
export function batchParts(name: string, tree: ArrayTree): Record<string, NdArray> {
  return Object.fromEntries(arrayLeaves(tree).map((leaf, index) => [`${name} ${index}`, leaf]));
}

/** The tree of what {@link batchParts} put into a batch. */
export function treeOfParts(name: string, like: ArrayTree, batch: TensorBatch): TensorTree {
  let leaf = 0;
  return mapArrays(like, () => batch[`${name} ${leaf++}`] as tf.Tensor);
}

/** The numbers from one to another one, without the latter. */
export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
