import type { GraphDType, GraphValue } from '../../../graph/graph.js';
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

/** ONNX's numbers for types of 64 bits. */
const [INT64, FLOAT64] = [7, 11];

/** A float32 as a float64, in which TensorFlow.js computes on cpu. */
export function widened(emit: Emitter, name: string): string {
  return emit.node('Cast', [name], { to: FLOAT64 });
}

/**
 * Numbers without what comes after their points, as TensorFlow.js's arrays of whole numbers have them: the last 32 bits where
 * they are larger, and 0 for NaN and the infinities.
 */
export function truncated(emit: Emitter, name: string): string {
  // Of multiples of 2³², as larger float32 are, the last 32 bits are zero.
  return lastBits(emit, name, emit.node('Less', [emit.node('Abs', [name]), emit.scalar(2 ** 63, 'float32')]));
}

/** The same of numbers that are {@link widened}. */
export function truncatedWide(emit: Emitter, name: string): string {
  const rest = emit.node('Mod', [name, widened(emit, emit.scalar(2 ** 32, 'float32'))], { fmod: 1 });
  return lastBits(emit, rest, emit.node('Not', [emit.node('IsNaN', [rest])]));
}

/** The last 32 bits of numbers below 2⁶³, and 0 for those that are not held. */
function lastBits(emit: Emitter, name: string, isHeld: string): string {
  const whole = emit.node('Where', [isHeld, emit.node('Cast', [name], { to: INT64 }), emit.int64s([0], [])]);
  // The remainder only keeps ONNX Runtime from making one cast of two.
  return emit.cast(emit.node('Mod', [whole, emit.int64s([2 ** 32], [])], { fmod: 0 }), 'int32');
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
