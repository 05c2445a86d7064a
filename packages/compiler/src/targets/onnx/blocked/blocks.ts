import { sizeOfShape } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { FilterSizes } from '../shortcuts.js';

/**
 * ONNX Runtime's own ops for images whose channels lie in blocks, `[batch, channels / size, height, width, size]`: its
 * fastest convolutions on processors. It inserts them itself, but only where weights are constants. How large a block is
 * depends on the processor, and a wrong size is wrong silently: {@link probeBlockedConvolution} finds it.
 */
export const BLOCKED = 'com.microsoft.nchwc';

/** Whether channels can lie in blocks of a size, all of them full. */
export function fitsBlocks(channels: number, size: number): boolean {
  return channels % size === 0;
}

/** Images `[batch, channels, height, width]` with their channels in blocks. */
export function intoBlocks(name: string, emit: Emitter): string {
  return emit.node('ReorderInput', [name], {}, BLOCKED);
}

/** Images with their channels in blocks as `[batch, channels, height, width]`. */
export function fromBlocks(name: string, channels: number, emit: Emitter): string {
  return emit.node('ReorderOutput', [name], { channels }, BLOCKED);
}

/**
 * Filters `[out, in, …places]` in the order that a convolution over blocks takes: in blocks of outputs, within them in blocks
 * of inputs if these come in blocks.
 */
export function filterBlocks(name: string, sizes: FilterSizes, size: number, emit: Emitter): string {
  const { outputs, inputs, filter } = sizes;
  const places = sizeOfShape(filter);
  // As an image whose channels are the outputs. Several transposes in a row ONNX Runtime would make one, which is slow.
  const blocks = intoBlocks(emit.reshape(name, [1, outputs, inputs * places, 1]), emit);
  const shape = [outputs / size, inputs / size, size, places, size];
  const ordered = fitsBlocks(inputs, size) ? moved(blocks, shape, [0, 1, 3, 2, 4], emit) : blocks;
  return emit.reshape(ordered, [outputs, inputs, ...filter]);
}

/** The same filters turned round, with inputs and outputs exchanged: those of the gradient with respect to the input. */
export function turnedFilterBlocks(name: string, sizes: FilterSizes, size: number, emit: Emitter): string {
  const { outputs, inputs, filter } = sizes;
  const places = sizeOfShape(filter);
  const blocks = intoBlocks(emit.reshape(name, [outputs, inputs, places, 1]), emit);
  const lines = emit.reshape(blocks, [(outputs * inputs) / size, places, size]);
  const backwards = emit.int64s(Array.from({ length: places }, (_, place) => places - 1 - place));
  const turned = places === 1 ? lines : emit.node('Gather', [lines, backwards], { axis: 1 });
  const ordered = fitsBlocks(outputs, size)
    ? crossedBlocks(turned, [outputs / size, inputs / size, places], size, emit)
    : moved(turned, [outputs, inputs / size, places, size], [1, 0, 2, 3], emit);
  return emit.reshape(ordered, [inputs, outputs, ...filter]);
}

/**
 * Blocks `[outer, size, inner, places, size]` as `[inner, outer, places, size, size]`.
 *
 * As rows `[outer, size]` with places as channels, which several threads bring into blocks. One Transpose would be done by one thread,
 * half of it from the cache of another: where cores have no cache in common that took a seventh of a step of ResNet-20.
 */
export function crossedBlocks(
  name: string,
  [outer, inner, places]: readonly [number, number, number],
  size: number,
  emit: Emitter,
): string {
  const rows = emit.reshape(name, [outer, size, 1, inner * places * size]);
  const blocks = emit.node('ReorderInput', [rows], { channels_last: 1 }, BLOCKED);
  return moved(blocks, [outer, inner, places * size * size], [1, 0, 2], emit);
}

function moved(name: string, shape: readonly number[], permutation: readonly number[], emit: Emitter): string {
  return emit.transpose(emit.reshape(name, shape), shape, permutation);
}
