import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import { after, allAre, positive, reached, unreached, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import type { TensorflowAttributes } from '../model.js';

/** The order of axes that brings channels to the end, and the one that brings them to the front. */
const [LAST, FIRST] = [
  [0, 2, 3, 1],
  [0, 3, 1, 2],
];

/** Whether a kernel has its channels in front, which TensorFlow does not compute on a processor. */
export function isPlanar({ attributes }: GraphNode): boolean {
  return attributes['dataFormat'] === 'NCHW';
}

/** A value with its channels at the end. */
export function channelsLast(value: GraphValue, node: GraphNode, emit: Emitter): string {
  const name = emit.input(value);
  return isPlanar(node) ? emit.transpose(name, LAST) : name;
}

/** Defines an output from what has its channels at the end. */
export function defineChannelsLast(output: GraphValue, name: string, node: GraphNode, emit: Emitter): void {
  emit.define(output, isPlanar(node) ? emit.transpose(name, FIRST) : name);
}

/** The shape of a value with its channels at the end. */
export function shapeChannelsLast({ shape }: GraphValue, node: GraphNode): readonly number[] {
  return isPlanar(node) ? LAST.map((axis) => shape[axis]!) : shape;
}

/** The shape of images of which the inner axes have other sizes. */
export function withSizes(shape: readonly number[], sizes: readonly number[]): number[] {
  return [shape[0]!, ...sizes, shape.at(-1)!];
}

/** The part of images `[batch, …size, channels]` that a window reaches, without what rounding leaves if `isExact`. */
export function reachedPart(
  name: string,
  shape: readonly number[],
  window: Window,
  emit: Emitter,
  isExact = false,
): string {
  const { starts, ends } = unreached(window, isExact);
  if (allAre(0, [...starts, ...ends])) return name;
  return emit.slice(name, [0, ...starts, 0], withSizes(shape, reached(window, isExact).size));
}

/** Images of the part that a window reaches, with zeros around it up to all places. */
export function withUnreached(name: string, window: Window, emit: Emitter): string {
  const { starts, ends } = unreached(window);
  return emit.pad(name, [[0, 0], ...starts.map((start, axis) => [start, ends[axis]!]), [0, 0]], 0);
}

/** How much is put before and behind each axis for a window. */
export function paddings(window: Window): number[][] {
  return [[0, 0], ...window.before.map((pad, axis) => [positive(pad), positive(after(window)[axis]!)]), [0, 0]];
}

/** Whether a window needs nothing around. */
export function isInside(window: Window): boolean {
  return allAre(0, paddings(window).flat());
}

/** The attributes of ops that slide a window: padding, strides and dilations. */
export function slidingAttributes(window: Window, node: GraphNode): TensorflowAttributes {
  const isSame = node.attributes['pad'] === 'same';
  const isValid = isInside(window);
  const padding = isValid ? 'VALID' : isSame ? 'SAME' : 'EXPLICIT';
  return {
    strides: [1, ...window.strides, 1],
    padding,
    data_format: window.size.length === 3 ? 'NDHWC' : 'NHWC',
    ...(padding === 'EXPLICIT' ? { explicit_paddings: paddings(window).flat() } : {}),
  };
}
