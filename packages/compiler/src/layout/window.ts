import { conv2dInfo, conv3dInfo, pool2dInfo, pool3dInfo, type KernelAttributes } from '@lml/core/engine';

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
 *
 * @param isExact - Whether rounding leaves nothing either.
 */
export function reached(window: Window, isExact = false): Window {
  const { starts, ends } = unreached(window, isExact);
  if (allAre(0, [...starts, ...ends])) return window;
  const size = window.size.map((each, axis) => each - starts[axis]! - ends[axis]!);
  return { ...window, size, before: window.before.map(positive) };
}

/** How many places at the beginning and the end of each axis a window does not reach, with those that rounding leaves if `isExact`. */
export function unreached(window: Window, isExact = false): { starts: readonly number[]; ends: readonly number[] } {
  const ends = after(window).map((end, axis) => (-end >= (isExact ? 1 : window.strides[axis]!) ? -end : 0));
  return { starts: window.before.map((pad) => positive(-pad)), ends };
}

/** The padding with which a filter that is turned round leads from the output to the input; negative where that is cut off. */
export function turnedPads(window: Window): number[] {
  const spans = reach(window);
  return [window.before, after(window)].flatMap((pads) => pads.map((pad, axis) => spans[axis]! - 1 - pad));
}

/** A number, or 0 where it is negative. */
export function positive(value: number): number {
  return Math.max(0, value);
}

/** Whether all numbers are the same given one. */
export function allAre(value: number, list: readonly number[]): boolean {
  return list.every((entry) => entry === value);
}
