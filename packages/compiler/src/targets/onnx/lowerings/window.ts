import type { GraphNode } from '../../../graph/graph.js';
import { CHANNELS_FIRST, PLAIN, VOLUME_CHANNELS_FIRST, type Layout } from '../../../layout/layout.js';
import { after, allAre, positive, unreached, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import { padded } from '../padded.js';

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

/** The attributes of ONNX's Conv, and of its poolings, that slide a window. */
export function slidingAttributes(
  window: Window,
): Record<'kernel_shape' | 'strides' | 'dilations' | 'pads', readonly number[]> {
  const { filter, strides, dilations, before } = window;
  return { kernel_shape: filter, strides, dilations, pads: [...before, ...after(window).map(positive)] };
}

/** How images of rank 4 and volumes of rank 5 lie best, for a kernel of a data format. */
export function imageLayout(rank: number, { attributes }: Pick<GraphNode, 'attributes'>): Layout {
  if (attributes['dataFormat'] === 'NCHW') return PLAIN;
  return rank === 5 ? VOLUME_CHANNELS_FIRST : CHANNELS_FIRST;
}
