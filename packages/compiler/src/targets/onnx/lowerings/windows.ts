import { sizeOfShape } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { allAre, type Window } from '../../../layout/window.js';
import { slidingAttributes } from './window.js';

/** Up to so many numbers, filters are repeated for each channel: one grouped convolution is faster than many single ones. */
const LARGEST_FILTERS = 2 ** 20;

/**
 * What a window sees at each of its positions in images `[batch, channels, …size]`: `[batch · channels, places, positions]`. A
 * convolution with a filter for each place, 1 there and 0 elsewhere, is the fastest way to gather it.
 */
export function windows(x: string, batch: number, channels: number, window: Window, emit: Emitter): string {
  const { filter, strides, positions, size } = window;
  const places = sizeOfShape(filter);
  const sliding = slidingAttributes(window);
  const shape = [batch * channels, places, sizeOfShape(positions)];
  if (allAre(1, [...filter, ...strides]) && allAre(0, sliding.pads)) return emit.reshape(x, shape);
  const group = channels * places ** 2 <= LARGEST_FILTERS ? channels : 1;
  const data = new Float32Array(group * places ** 2);
  for (let row = 0; row < group * places; row++) data[row * places + (row % places)] = 1;
  const filters = emit.numbers(data, 'float32', [group * places, 1, ...filter]);
  const images = group === 1 ? emit.reshape(x, [batch * channels, 1, ...size]) : x;
  return emit.reshape(emit.node('Conv', [images, filters], { ...sliding, group }), shape);
}
