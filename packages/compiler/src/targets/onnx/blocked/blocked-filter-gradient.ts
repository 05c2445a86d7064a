import { sizeOfShape } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { after, positive } from '../../../layout/window.js';
import type { FilterGradientCall, FilterSizes } from '../shortcuts.js';
import { BLOCKED, crossedBlocks, fitsBlocks, intoBlocks } from './blocks.js';

/**
 * The gradient of a convolution with respect to its filter, if it can be a convolution over blocks: x convolved with dy as the
 * filter, where images take the place of channels. x lies in blocks if its channels can, else with its channels last.
 *
 * The channels of x stay where they are, beside its columns: place by place to the side, the first results are those of one
 * column of the filter for channel after channel, the next those of the next column. So many results side by side keep the
 * processor busy, and most of x need not be moved.
 */
export function blockedFilterGradient(call: FilterGradientCall, size: number, emit: Emitter): string | undefined {
  const { batch, window, sizes } = call;
  const { outputs, inputs, filter } = sizes;
  const isEntering = fitsBlocks(inputs, size) || call.isChannelsLast;
  const areImagesIn = window.dilations[1] === 1 && fitsBlocks(outputs, size) && fitsBlocks(batch, size);
  if (!isEntering || filter.length !== 2 || !areImagesIn) return undefined;
  const x = fitsBlocks(inputs, size) ? intoBlocks(call.x('first'), emit) : call.x('last');
  const dy = intoBlocks(call.dy(), emit);
  const { positions, strides, dilations, before } = window;
  const [height, width] = window.size as [number, number];
  const [high, wide] = filter as [number, number];
  const beside = fitsBlocks(inputs, size) ? size : inputs;
  const groups = inputs / beside;
  const [bottom, right] = after(window) as [number, number];
  // Places that no position reaches are cut off; the sides are widened beforehand, since there each result is computed alone.
  const cut = Math.min(0, bottom);
  const lines = [height + cut, (width + before[1]! + right) * beside] as const;
  const count = batch * groups * lines[0];
  const rows = emit.reshape(cutOff(x, [batch * groups, height, width * beside], cut, emit), [count, width * beside]);
  const padded = widened(rows, count, [before[1]! * beside, right * beside], emit);
  const swapped = intoBlocks(emit.reshape(padded, [1, batch, groups * lines[0], lines[1]]), emit);
  const inGroups = [batch / size, groups, lines[0] * lines[1] * size];
  const grouped = emit.transpose(emit.reshape(swapped, inGroups), inGroups, [1, 0, 2]);
  const asFilter = crossedBlocks(dy, [batch / size, outputs / size, sizeOfShape(positions)], size, emit);
  const operands = [
    emit.reshape(grouped, [groups, batch, ...lines]),
    emit.reshape(asFilter, [outputs, batch, ...positions]),
  ];
  const result = emit.node(
    'Conv',
    operands,
    {
      kernel_shape: positions,
      strides: [dilations[0]!, 1],
      dilations: [strides[0]!, strides[1]! * beside],
      pads: [before[0]!, 0, positive(bottom), 0],
      group: 1,
    },
    BLOCKED,
  );
  return inOrder(result, { outputs, inputs, filter: [high, wide] }, beside, size, emit);
}

/** Rows with zeros before and after them, or, where a number of these is negative, without so many of their last ones. */
function widened(rows: string, count: number, [before, behind]: readonly [number, number], emit: Emitter): string {
  if (before === 0 && behind === 0) return rows;
  if (behind < 0) return emit.node('Pad', [rows, emit.int64s([0, before, 0, behind])]);
  const zeros = (wide: number): string[] =>
    wide === 0 ? [] : [emit.node('ConstantOfShape', [emit.int64s([count, wide])])];
  // By Concat, which several threads do; Pad is done by one.
  return emit.node('Concat', [...zeros(before), rows, ...zeros(behind)], { axis: 1 });
}

/** Images without rows at their end, as many as a negative number says. */
function cutOff(x: string, shape: readonly number[], rows: number, emit: Emitter): string {
  if (rows === 0) return x;
  return emit.node('Slice', [emit.reshape(x, shape), emit.int64s([0]), emit.int64s([rows]), emit.int64s([1])]);
}

/** Results in blocks of outputs, the channels of x beside columns, as a filter `[out, in, height, width]`. */
function inOrder(name: string, sizes: FilterSizes, beside: number, size: number, emit: Emitter): string {
  const { outputs, inputs, filter } = sizes;
  const shape = [inputs / beside, outputs / size, ...filter, beside, size];
  const images = emit.transpose(emit.reshape(name, shape), shape, [0, 4, 1, 2, 3, 5]);
  const blocks = emit.reshape(images, [inputs, outputs, ...filter]);
  const plain = emit.node('ReorderOutput', [blocks], { channels: outputs, channels_last: 1 }, BLOCKED);
  const matrix = [inputs * sizeOfShape(filter), outputs];
  return emit.reshape(emit.transpose(emit.reshape(plain, matrix), matrix, [1, 0]), [outputs, inputs, ...filter]);
}
