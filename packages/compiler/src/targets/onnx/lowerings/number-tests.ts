import { splatValue } from '../../../graph/graph-builder.js';
import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { pointwise } from './pointwise.js';

const TESTS: Readonly<Record<string, (x: string, emit: Emitter) => string>> = {
  // x − x is NaN for NaN and for both infinities.
  IsFinite: (x, emit) => emit.node('Not', [emit.node('IsNaN', [emit.node('Sub', [x, x])])]),
  IsInf: (x, emit) => emit.node('IsInf', [x]),
  IsNan: (x, emit) => emit.node('IsNaN', [x]),
};

/** Whether numbers are finite, infinite, none. Whole numbers and truth values are finite. */
export const numberTests: Lowering = {
  ops: Object.keys(TESTS),
  layout: 'same',
  lower({ op, inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    if (x.dtype === 'float32') pointwise(emit, [x], output, (name) => TESTS[op]!(name, emit));
    else emit.define(output, emit.input(splatValue(Number(op === 'IsFinite'), output)), []);
  },
};
