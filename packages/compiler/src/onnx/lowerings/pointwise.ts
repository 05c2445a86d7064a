import type { GraphDType, GraphValue } from '../../graph/graph.js';
import type { Emitter } from '../emitter.js';

/** Defines an output, each place of which is computed of the same place of values that broadcast to it. */
export function pointwise(
  emit: Emitter,
  values: readonly GraphValue[],
  output: GraphValue,
  compute: (...names: string[]) => string,
): void {
  const names = values.map((value) => emit.aligned(value, output));
  emit.define(output, emit.spread(compute(...names), values, output));
}

/** A tensor in another data type; itself where that is the one that it has. */
export function converted(emit: Emitter, name: string, from: GraphDType, to: GraphDType): string {
  return from === to ? name : emit.cast(name, to);
}

/**
 * Numbers without what comes after their points; 0 for NaN and the infinities, which is what TensorFlow.js's arrays of whole
 * numbers make of them.
 */
export function truncated(emit: Emitter, name: string): string {
  const isNone = emit.node('IsNaN', [emit.node('Sub', [name, name])]);
  return emit.cast(emit.node('Where', [isNone, emit.scalar(0, 'float32'), name]), 'int32');
}

/** A function of floating-point numbers, of tensors of any data type and with a result of another. */
export function onFloats(
  emit: Emitter,
  { from, to }: { from: GraphDType; to: GraphDType },
  compute: (...names: string[]) => string,
): (...names: string[]) => string {
  return (...names) => {
    const result = compute(...names.map((name) => converted(emit, name, from, 'float32')));
    return to === 'int32' ? truncated(emit, result) : converted(emit, result, 'float32', to);
  };
}
