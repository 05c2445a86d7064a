import { sizeOfShape } from '../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { allAre, slidingAttributes, type Window } from './window.js';

/**
 * What a window sees at each of its positions: of so many planes of images, `[planes, places, positions]`. A convolution with
 * a filter for each place, 1 there and 0 elsewhere, is the fastest way to gather it.
 */
export function windows(x: string, planes: number, window: Window, emit: Emitter): string {
  const { filter, strides, positions, size } = window;
  const places = sizeOfShape(filter);
  const sliding = slidingAttributes(window);
  const shape = [planes, places, sizeOfShape(positions)];
  if (allAre(1, [...filter, ...strides]) && allAre(0, sliding.pads)) return emit.reshape(x, shape);
  const data = new Float32Array(places ** 2);
  for (let place = 0; place < places; place++) data[place * (places + 1)] = 1;
  const filters = emit.numbers(data, 'float32', [places, 1, ...filter]);
  return emit.reshape(emit.node('Conv', [emit.reshape(x, [planes, 1, ...size]), filters], sliding), shape);
}
