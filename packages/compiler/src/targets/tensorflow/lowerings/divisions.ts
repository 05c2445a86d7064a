import { splatOf, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { typed } from '../model.js';
import { operands, truncated } from './pointwise.js';

/** Quotients, and what divisions leave over. */
export const divisions: Lowering = {
  ops: ['RealDiv', 'FloorDiv', 'Mod'],
  lower({ op, inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    const [output] = outputs as [GraphValue];
    const [left, right] = operands(emit, [a, b], output) as [string, string];
    if (a.dtype !== 'float32') {
      const [whole, divisor] = [left, right].map((name) => emit.cast(name, a.dtype, 'int32')) as [string, string];
      const name = { RealDiv: 'TruncateDiv', FloorDiv: 'FloorDiv', Mod: 'FloorMod' }[op]!;
      return emit.define(output, orZero(whole, divisor, b, name, emit));
    }
    if (op === 'RealDiv') return emit.define(output, emit.float('RealDiv', left, right));
    if (op === 'Mod') return emit.define(output, floatModulo(left, right, emit));
    // A quotient that is rounded to float32 first may be one too large.
    const double = typed('float64');
    const wide = [left, right].map((name) => emit.cast(name, 'float32', 'float64'));
    const quotient = emit.node('Floor', [emit.node('RealDiv', wide, double)], double);
    emit.define(output, truncated(emit, quotient, 'float64'));
  },
};

/**
 * As TensorFlow.js computes it: with JavaScript's `%`, which has the sign of what is divided, and again where signs differ. Where
 * the rest is so small that the sum is rounded to the divisor, so is the result.
 */
function floatModulo(a: string, b: string, emit: Emitter): string {
  const zero = emit.scalar(0, 'float32');
  const isNegative = (name: string): string => emit.float('Less', name, zero);
  const isZero = (name: string): string => emit.float('Equal', name, zero);
  const rest = emit.float('Mod', a, b);
  const isSame = emit.node('Equal', [isNegative(a), isNegative(b)], typed('bool'));
  const moved = emit.float('Mod', emit.float('AddV2', rest, b), b);
  const isRounded = emit.node('LogicalAnd', [isZero(moved), emit.node('LogicalNot', [isZero(rest)])]);
  return emit.where(isSame, rest, emit.where(isRounded, b, moved));
}

/**
 * A division of whole numbers, 0 where the divisor is 0: TensorFlow.js writes an infinity as 0 among whole numbers, TensorFlow
 * refuses to divide.
 */
function orZero(left: string, right: string, divisor: GraphValue, op: string, emit: Emitter): string {
  const whole = typed('int32');
  const splat = splatOf(divisor);
  if (splat !== undefined && splat !== 0) return emit.node(op, [left, right], whole);
  const [zero, one] = [0, 1].map((value) => emit.scalar(value, 'int32')) as [string, string];
  const isZero = emit.node('Equal', [right, zero], whole);
  const quotient = emit.node(op, [left, emit.where(isZero, one, right, 'int32')], whole);
  return emit.where(isZero, zero, quotient, 'int32');
}
