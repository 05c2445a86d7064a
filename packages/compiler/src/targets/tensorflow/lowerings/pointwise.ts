import { splatOf, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import { sameShape } from '@lml/core';
import type { Emitter } from '../emitter.js';
import { typed } from '../model.js';

/** The names of values that broadcast to an output: constants of one number as that number, where another value has all places. */
export function operands(emit: Emitter, values: readonly GraphValue[], output: GraphValue): string[] {
  const isWhole = values.some((value) => splatOf(value) === undefined && sameShape(value.shape, output.shape));
  return values.map((value) => {
    const splat = isWhole ? splatOf(value) : undefined;
    return splat === undefined ? emit.input(value) : emit.scalar(splat, value.dtype);
  });
}

/**
 * Numbers without what comes after their points, as TensorFlow.js's arrays of whole numbers have them: the last 32 bits where
 * they are larger, and 0 for NaN and the infinities.
 */
export function truncated(emit: Emitter, name: string, from: 'float32' | 'float64'): string {
  const wide = emit.cast(name, from, 'float64');
  const double = typed('float64');
  const size = emit.node('Abs', [wide], double);
  // Of multiples of 2³², as larger numbers are, the last 32 bits are zero. NaN is less than nothing.
  const isHeld = emit.node('Less', [size, emit.scalar(2 ** 63, 'float64')], double);
  const held = emit.where(isHeld, wide, emit.scalar(0, 'float64'), 'float64');
  return emit.cast(emit.cast(held, 'float64', 'int64'), 'int64', 'int32');
}

/** Defines the output of a node as a function of floating-point numbers, whatever types its input and output have. */
export function defineOfFloats(
  { outputs }: GraphNode,
  values: readonly GraphValue[],
  emit: Emitter,
  compute: (...names: string[]) => string,
): void {
  const [output] = outputs as [GraphValue];
  const names = operands(emit, values, output);
  const result = compute(...names.map((name, index) => emit.cast(name, values[index]!.dtype, 'float32')));
  const { dtype } = output;
  emit.define(output, dtype === 'int32' ? truncated(emit, result, 'float32') : emit.cast(result, 'float32', dtype));
}
