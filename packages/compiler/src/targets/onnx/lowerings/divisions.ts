import { splatOf, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { pointwise, truncatedWide, widened } from './pointwise.js';

/** Quotients: of whole numbers the whole part, as TensorFlow.js writes it into its array. */
export const realDivision: Lowering = {
  ops: ['RealDiv'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    pointwise(emit, [a, b], outputs[0]!, (left, right) =>
      a.dtype === 'float32'
        ? emit.node('Div', [left, right])
        : orZero(emit, b, right, (divisor) => emit.node('Div', [left, divisor])),
    );
  },
};

/** Quotients rounded down, as whole numbers. */
export const floorDivision: Lowering = {
  ops: ['FloorDiv'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    pointwise(emit, [a, b], outputs[0]!, (left, right) => {
      // A quotient that is rounded to float32 first may be one too large.
      if (a.dtype === 'float32') {
        const quotient = emit.node('Div', [widened(emit, left), widened(emit, right)]);
        return truncatedWide(emit, emit.node('Floor', [quotient]));
      }
      // What is left over has the divisor's sign, so without it the division is exact.
      return orZero(emit, b, right, (divisor) => {
        const rest = emit.node('Mod', [left, divisor], { fmod: 0 });
        return emit.node('Div', [emit.node('Sub', [left, rest]), divisor]);
      });
    });
  },
};

/** What a division leaves over, of the divisor's sign. */
export const modulo: Lowering = {
  ops: ['Mod'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { a, b } = inputs as { a: GraphValue; b: GraphValue };
    pointwise(emit, [a, b], outputs[0]!, (left, right) =>
      a.dtype === 'float32'
        ? floatModulo(left, right, emit)
        : orZero(emit, b, right, (divisor) => emit.node('Mod', [left, divisor], { fmod: 0 })),
    );
  },
};

/**
 * As TensorFlow.js computes it: with JavaScript's `%`, which has the sign of what is divided, and again where signs differ. Where
 * the rest is so small that the sum is rounded to the divisor, so is the result.
 */
function floatModulo(a: string, b: string, emit: Emitter): string {
  const remainder = (left: string): string => emit.node('Mod', [left, b], { fmod: 1 });
  const isNegative = (name: string): string => emit.node('Less', [name, emit.scalar(0, 'float32')]);
  const rest = remainder(a);
  const isSame = emit.node('Equal', [isNegative(a), isNegative(b)]);
  const moved = remainder(emit.node('Add', [rest, b]));
  const isZero = (name: string): string => emit.node('Equal', [name, emit.scalar(0, 'float32')]);
  const isRounded = emit.node('And', [isZero(moved), emit.node('Not', [isZero(rest)])]);
  return emit.node('Where', [isSame, rest, emit.node('Where', [isRounded, b, moved])]);
}

/**
 * A division of whole numbers, 0 where the divisor is 0: TensorFlow.js writes an infinity as 0 among whole numbers, ONNX
 * Runtime refuses to divide.
 */
function orZero(emit: Emitter, divisor: GraphValue, name: string, divide: (divisor: string) => string): string {
  const constant = splatOf(divisor);
  if (constant !== undefined && constant !== 0) return divide(name);
  const isZero = emit.node('Equal', [name, emit.scalar(0, 'int32')]);
  const quotient = divide(emit.node('Where', [isZero, emit.scalar(1, 'int32'), name]));
  return emit.node('Where', [isZero, emit.scalar(0, 'int32'), quotient]);
}
