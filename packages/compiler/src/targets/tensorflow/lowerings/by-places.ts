import { sizeOfShape } from '../../../graph/graph.js';
import { after, positive, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import { FLOAT, int } from '../model.js';
import { paddings, withSizes } from './sliding.js';

/** What a place of a window does with what it sees. */
type AtPlace = (seen: string, place: number) => string;

/**
 * What a window sees, place by place: for each place of the filter the images `[batch, …positions, channels]` that its places see,
 * of which `act` makes something. The way for what TensorFlow has no op for on a processor: dilations, uneven strides.
 */
export function seenByPlaces(
  images: string,
  shape: readonly number[],
  window: Window,
  emit: Emitter,
  act: AtPlace,
): string[] {
  const { strides, positions } = window;
  const padded = emit.pad(images, paddings(window), 0);
  return placesOf(window).map((place, index) => {
    const begin = place.map((at, axis) => at * window.dilations[axis]!);
    const end = begin.map((at, axis) => at + (positions[axis]! - 1) * strides[axis]! + 1);
    const seen = emit.strided(padded, {
      begin: [0, ...begin, 0],
      end: [shape[0]!, ...end, shape.at(-1)!],
      strides: [1, ...strides, 1],
    });
    return act(seen, index);
  });
}

/** The reverse: what `give` gives for each place of a filter, `[batch, …positions, channels]`, is added up where that place saw it. */
export function givenByPlaces(
  shape: readonly number[],
  window: Window,
  emit: Emitter,
  give: (place: number) => string,
): string {
  const { size, strides, positions, dilations, before } = window;
  const parts = placesOf(window).map((place, index) => {
    const spread = spreadOut(give(index), shape, window, emit);
    const length = positions.map((count, axis) => (count - 1) * strides[axis]! + 1);
    const start = place.map((at, axis) => at * dilations[axis]!);
    const whole = size.map((each, axis) => positive(before[axis]!) + each + positive(after(window)[axis]!));
    const around = start.map((at, axis) => [at, whole[axis]! - at - length[axis]!]);
    return emit.pad(spread, [[0, 0], ...around, [0, 0]], 0);
  });
  const sum = total(parts, emit);
  return emit.slice(sum, [0, ...before.map(positive), 0], withSizes(shape, size));
}

/** The sum of tensors of one shape. */
export function total(parts: readonly string[], emit: Emitter): string {
  return parts.length === 1 ? parts[0]! : emit.node('AddN', parts, { ...FLOAT, N: int(parts.length) });
}

/** The places of a filter, the last axis running fastest. */
function placesOf({ filter }: Window): number[][] {
  return filter.reduce<number[][]>(
    (places, size) => places.flatMap((place) => Array.from({ length: size }, (_, at) => [...place, at])),
    [[]],
  );
}

/** Images with zeros between their places, as far apart as the strides. */
function spreadOut(name: string, shape: readonly number[], { strides, positions }: Window, emit: Emitter): string {
  if (strides.every((stride) => stride === 1)) return name;
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const apart = emit.reshape(name, [batch, ...positions.flatMap((count) => [count, 1]), channels]);
  const zeros = emit.pad(apart, [[0, 0], ...strides.flatMap((stride) => [[0, 0], [0, stride - 1]]), [0, 0]], 0); // prettier-ignore
  const wide = emit.reshape(zeros, [batch, ...positions.map((count, axis) => count * strides[axis]!), channels]);
  const length = positions.map((count, axis) => (count - 1) * strides[axis]! + 1);
  return emit.slice(wide, [0, 0, 0, 0, 0].slice(0, length.length + 2), [batch, ...length, channels]);
}

/** Images as rows of channels. */
export function rowsOf(name: string, shape: readonly number[], emit: Emitter): string {
  return emit.reshape(name, [sizeOfShape(shape.slice(0, -1)), shape.at(-1)!]);
}
