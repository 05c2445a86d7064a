import type { GraphNode } from '../../../graph/graph.js';
import { conv2dInfo, conv3dInfo, pool2dInfo, pool3dInfo } from '@lml/core/engine';
import type { KernelAttributes } from '@lml/core/engine';
import type { Emitter } from '../emitter.js';
import { CHANNELS_FIRST, PLAIN, VOLUME_CHANNELS_FIRST, type Layout } from '../../../layout/layout.js';
import { padded } from '../padded.js';

/** A window that slides over the places of images or volumes; all lists go by spatial axis. */
export interface Window {
  /** The sizes of what it slides over. */
  readonly size: readonly number[];
  /** The number of its positions. */
  readonly positions: readonly number[];
  /** Its own sizes. */
  readonly filter: readonly number[];
  /** The steps from position to position. */
  readonly strides: readonly number[];
  /** The steps from place to place within it. */
  readonly dilations: readonly number[];
  /** By how much the first position begins before the first place. */
  readonly before: readonly number[];
}

/** The window of a convolution, from the shapes of its input, filter and output. */
export function convolutionWindow(
  x: readonly number[],
  filter: readonly number[],
  y: readonly number[],
  attributes: KernelAttributes,
  isDepthwise = false,
): Window {
  if (x.length === 5) return volumeWindow(conv3dInfo(x, filter, attributes), y);
  const isPlanar = attributes['dataFormat'] === 'NCHW' && !isDepthwise;
  return imageWindow(conv2dInfo(x, filter, attributes, isDepthwise), isPlanar ? y.slice(2) : y.slice(1, 3));
}

/** The window of a pooling, from the shapes of its input and output. */
export function poolingWindow(x: readonly number[], y: readonly number[], attributes: KernelAttributes): Window {
  return x.length === 5
    ? volumeWindow(pool3dInfo(x, attributes), y)
    : imageWindow(pool2dInfo(x, attributes), y.slice(1, 3));
}

// The positions come from the output itself: TensorFlow.js forgets on the way back how sizes were rounded.
function imageWindow(info: ReturnType<typeof conv2dInfo>, positions: readonly number[]): Window {
  return {
    size: [info.inHeight, info.inWidth],
    positions,
    filter: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.top, info.padInfo.left],
  };
}

function volumeWindow(info: ReturnType<typeof conv3dInfo>, y: readonly number[]): Window {
  return {
    size: [info.inDepth, info.inHeight, info.inWidth],
    positions: y.slice(1, 4),
    filter: [info.filterDepth, info.filterHeight, info.filterWidth],
    strides: [info.strideDepth, info.strideHeight, info.strideWidth],
    dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
    before: [info.padInfo.front, info.padInfo.top, info.padInfo.left],
  };
}

/** How many places a window spans along each axis. */
function reach({ filter, dilations }: Window): number[] {
  return filter.map((size, axis) => (size - 1) * dilations[axis]! + 1);
}

/** By how much the last position ends after the last place: negative where places are left over. */
export function after(window: Window): number[] {
  const spans = reach(window);
  const { size, positions, strides, before } = window;
  return spans.map((span, axis) => (positions[axis]! - 1) * strides[axis]! + span - size[axis]! - before[axis]!);
}

/**
 * A window over no more places than its positions reach, but for what rounding leaves. TensorFlow.js takes the number of
 * rows for that of columns where the padding is a number, and can begin within volumes where steps are wider than the window.
 */
export function reached(window: Window): Window {
  const { starts, ends } = unreached(window);
  if (allAre(0, [...starts, ...ends])) return window;
  const size = window.size.map((each, axis) => each - starts[axis]! - ends[axis]!);
  return { ...window, size, before: window.before.map(positive) };
}

/** How many places at the beginning and the end of each axis a window does not reach. */
function unreached(window: Window): { starts: readonly number[]; ends: readonly number[] } {
  const ends = after(window).map((end, axis) => (-end >= window.strides[axis]! ? -end : 0));
  return { starts: window.before.map((pad) => positive(-pad)), ends };
}

/** The part of images `[batch, channels, …size]` that a window reaches. */
export function reachedPart(name: string, window: Window, emit: Emitter): string {
  const { starts, ends } = unreached(window);
  if (allAre(0, [...starts, ...ends])) return name;
  const axes = emit.int64s(starts.map((_, axis) => axis + 2));
  return emit.node('Slice', [
    name,
    emit.int64s(starts),
    emit.int64s(window.size.map((each, axis) => each - ends[axis]!)),
    axes,
  ]);
}

const NONE = [0, 0] as const;

/** Images of the part that a window reaches, with zeros around it up to all places. */
export function withUnreached(name: string, window: Window, emit: Emitter): string {
  const { starts, ends } = unreached(window);
  if (allAre(0, [...starts, ...ends])) return name;
  return padded(name, [NONE, NONE, ...starts.map((start, axis) => [start, ends[axis]!] as const)], emit);
}

/** The padding with which a filter that is turned round leads from the output to the input; negative where that is cut off. */
export function turnedPads(window: Window): number[] {
  const spans = reach(window);
  return [window.before, after(window)].flatMap((pads) => pads.map((pad, axis) => spans[axis]! - 1 - pad));
}

/** The attributes of ONNX's Conv, and of its poolings, that slide a window. */
export function slidingAttributes(
  window: Window,
): Record<'kernel_shape' | 'strides' | 'dilations' | 'pads', readonly number[]> {
  const { filter, strides, dilations, before } = window;
  return { kernel_shape: filter, strides, dilations, pads: [...before, ...after(window).map(positive)] };
}

/** A number, or 0 where it is negative. */
export function positive(value: number): number {
  return Math.max(0, value);
}

/** Whether all numbers are the same given one. */
export function allAre(value: number, list: readonly number[]): boolean {
  return list.every((entry) => entry === value);
}

/** How images of rank 4 and volumes of rank 5 lie best, for a kernel of a data format. */
export function imageLayout(rank: number, { attributes }: Pick<GraphNode, 'attributes'>): Layout {
  if (attributes['dataFormat'] === 'NCHW') return PLAIN;
  return rank === 5 ? VOLUME_CHANNELS_FIRST : CHANNELS_FIRST;
}
