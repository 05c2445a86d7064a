import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';

/** Beyond every size. */
const BEYOND = 2 ** 31 - 1;

/**
 * The name of indices of which negative ones are refused when the model runs. ONNX would count them from the end, and a wrong
 * label would go unnoticed; so they are put beyond the end, where ONNX Runtime looks for mistakes.
 */
export function checkedIndices(indices: GraphValue, emit: Emitter): string {
  const name = emit.input(indices);
  if (indices.source?.kind === 'constant' && indices.source.data.every((index) => index >= 0)) return name;
  const isNegative = emit.node('Less', [name, emit.scalar(0, 'int32')]);
  return emit.node('Where', [isNegative, emit.scalar(BEYOND, 'int32'), name]);
}

/** The sizes that indices are known to be below, since a node looks them up: else the model does not run to its end. */
const ranges = new WeakMap<Emitter, Map<number, number>>();

/** Notes that indices are from 0 to `size`, exclusive. */
export function noteRange({ id }: GraphValue, size: number, emit: Emitter): void {
  const known = ranges.get(emit) ?? new Map<number, number>();
  known.set(id, Math.min(size, known.get(id) ?? size));
  ranges.set(emit, known);
}

/** Whether indices are known to be from 0 to `size`, exclusive. */
export function isInRange({ id, source }: GraphValue, size: number, emit: Emitter): boolean {
  if (source?.kind === 'constant') return source.data.every((index) => index >= 0 && index < size);
  return (ranges.get(emit)?.get(id) ?? Infinity) <= size;
}
