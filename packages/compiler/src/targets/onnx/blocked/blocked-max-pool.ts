import type { Emitter } from '../emitter.js';
import type { MaxPoolGradientCall } from '../shortcuts.js';
import { fitsBlocks, fromBlocks, intoBlocks } from './blocks.js';

/** Above so many places in a window, as many steps one after the other take too long. */
const LARGEST_WINDOW = 16;

/**
 * The gradient of a max pooling whose windows lie side by side, if it can be computed in blocks. Place after place of all windows
 * takes what is left of the gradient if it has the maximum. In blocks, places of one kind are cheap to take out and to put back.
 */
export function blockedMaxPoolGradient(call: MaxPoolGradientCall, size: number, emit: Emitter): string | undefined {
  const { operands, batch, channels } = call;
  const { size: sides, positions, filter } = call.window;
  if (!fitsBlocks(channels, size) || filter[0]! * filter[1]! > LARGEST_WINDOW) return undefined;
  const { x, y, dy } = operands;
  const [height, width] = sides as [number, number];
  const [rows, columns] = positions as [number, number];
  const [high, wide] = filter as [number, number];
  const planes = (batch * channels) / size;
  const small = [planes * rows, columns, size];
  const inBlocks = (name: string, shape: readonly number[]): string => emit.reshape(intoBlocks(name, emit), shape);
  const [images, maxima] = [inBlocks(x, [planes, height, width, size]), inBlocks(y, small)];
  let rest = inBlocks(dy, small);
  const lines = Array.from({ length: high }, (_, row) => {
    const places = Array.from({ length: wide }, (__, column) => {
      const ends = emit.int64s([rows * high, columns * wide]);
      const place = emit.node('Slice', [
        images,
        emit.int64s([row, column]),
        ends,
        emit.int64s([1, 2]),
        emit.int64s(filter),
      ]);
      const hits = emit.cast(emit.node('Equal', [emit.reshape(place, small), maxima]), 'float32');
      const taken = emit.node('Mul', [rest, hits]);
      rest = emit.node('Sub', [rest, taken]);
      return emit.reshape(taken, [planes * rows, columns, 1, size]);
    });
    const line = places.length === 1 ? places[0]! : emit.node('Concat', places, { axis: 2 });
    return emit.reshape(line, [planes * rows, 1, columns * wide * size]);
  });
  const covered = [planes, rows * high, columns * wide, size];
  const whole = emit.reshape(lines.length === 1 ? lines[0]! : emit.node('Concat', lines, { axis: 1 }), covered);
  const left = emit.int64s([0, 0, 0, 0, 0, height - rows * high, width - columns * wide, 0]);
  const isCovered = rows * high === height && columns * wide === width;
  const padded = isCovered ? whole : emit.node('Pad', [whole, left]);
  return fromBlocks(emit.reshape(padded, [batch, channels, height, width]), channels, emit);
}
