import type { GraphValue } from '../../../graph/graph.js';
import type { KernelAttributes } from '@lml/core/engine';
import { reducedAxes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { layoutAxis, layoutShape, type Layout } from '../../../layout/layout.js';

/** What a reduction goes over, as it lies in memory. */
export interface Reduced {
  /** The name of what is reduced. */
  readonly name: string;
  /** Its shape. */
  readonly shape: readonly number[];
  /** The axes that it goes over, in order. */
  readonly axes: readonly number[];
  /** Whether these stay, with a size of 1. */
  readonly keepDims: boolean;
  /** The shape of the result. */
  readonly result: readonly number[];
}

/**
 * Defines the output of a reduction over axes, of a value in the layout that it has: nothing is transposed for it. `reduce`
 * gives a tensor of the shape of the result.
 */
export function reduceAxes(
  emit: Emitter,
  x: GraphValue,
  output: GraphValue,
  attributes: KernelAttributes,
  reduce: (what: Reduced) => string,
): void {
  const layout = emit.layoutOf(x);
  const over = reducedAxes(attributes, x.shape.length);
  const axes = over.map((axis) => layoutAxis(axis, layout)).sort((a, b) => a - b);
  const shape = layoutShape(x.shape, layout);
  const keepDims = attributes['keepDims'] === true;
  const result = shape.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
  const name = reduce({ name: emit.input(x, layout), shape, axes, keepDims, result });
  emit.define(output, name, keepDims ? layout : remainingLayout(layout, over));
}

/** The layout of what is left when axes of TensorFlow.js's are gone. */
export function remainingLayout(layout: Layout, gone: readonly number[]): Layout {
  const left = layout.filter((axis) => !gone.includes(axis));
  const inOrder = [...left].sort((a, b) => a - b);
  const remaining = left.map((axis) => inOrder.indexOf(axis));
  return remaining.every((axis, index) => axis === index) ? [] : remaining;
}
