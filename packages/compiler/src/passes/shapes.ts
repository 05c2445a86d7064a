import * as tf from '@tensorflow/tfjs';

import type { GraphNode, GraphValue } from '../graph/graph.js';
import { attribute } from '@lml/core/engine';

/** Whether two shapes are the same. */
export function sameSizes(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Whether a value can stand for another one: same shape, same data type. */
export function sameType(a: Pick<GraphValue, 'shape' | 'dtype'>, b: Pick<GraphValue, 'shape' | 'dtype'>): boolean {
  return a.dtype === b.dtype && sameSizes(a.shape, b.shape);
}

/** The sizes of a shape that are not 1. */
export function withoutOnes(shape: readonly number[]): number[] {
  return shape.filter((size) => size !== 1);
}

/** A shape with axes of size 1 in front, up to a rank. */
export function padded(shape: readonly number[], rank: number): number[] {
  return [...new Array<number>(rank - shape.length).fill(1), ...shape];
}

/** Where a slice begins, along each axis. */
export function sliceBegin({ inputs, attributes }: GraphNode): number[] {
  const [begin, size] = ['begin', 'size'].map((name) => attribute<number[]>(attributes, name));
  return tf.slice_util.parseSliceParams({ shape: inputs['x']!.shape } as tf.Tensor, begin!, size)[0]!;
}
