import { compositeGradient, compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { float } from '../../model.js';

const SLOPE = 2 * Math.sqrt(2 / Math.PI);
const CUBIC = SLOPE * 0.044715;

/**
 * The composite `gelu`. Its share Φ(x) is `HardSigmoid(erf(x/√2))` with the slope 1/2, one op, and for the approximation
 * σ(w), since `(1 + tanh(w/2))/2 = σ(w)`. ONNX's own Gelu, which does not give the share, stands where no gradient is needed.
 */
export const gelu: Lowering = {
  ops: [compositeNames.gelu],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const [output, share] = outputs as [GraphValue, GraphValue?];
    const approximate = attributes['approximate'] as string;
    const x = emit.input(inputs['0']!, emit.layoutOf(output));
    if (share === undefined) return emit.define(output, emit.node('Gelu', [x], { approximate }));
    const name = approximate === 'tanh' ? approximateShare(emit, x) : exactShare(emit, x);
    emit.define(share, name);
    emit.define(output, emit.node('Mul', [x, name]));
  },
};

/**
 * The gradient of `gelu`: `dy · (Φ + x φ(x))`, with `φ(x) = 1/(√(2π) exp(x²/2))`; of the approximation `dy · σ · (1 + (x − xσ) w')`.
 */
export const geluGradient: Lowering = {
  ops: [compositeGradient(compositeNames.gelu)],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const [output] = outputs as [GraphValue];
    const [dy, x, share] = ['0', '1', '2'].map((key) => emit.input(inputs[key]!, emit.layoutOf(output)));
    const slope = attributes['approximate'] === 'tanh' ? approximateSlope : exactSlope;
    emit.define(output, emit.node('Mul', [dy!, slope(emit, x!, share!)]));
  },
};

function exactShare(emit: Emitter, x: string): string {
  return emit.node('HardSigmoid', [emit.node('Erf', [times(emit, x, Math.SQRT1_2)])], {
    alpha: float(0.5),
    beta: float(0.5),
  });
}

function exactSlope(emit: Emitter, x: string, share: string): string {
  const half = times(emit, x, Math.SQRT1_2);
  const curve = emit.node('Exp', [emit.node('Mul', [half, half])]);
  return emit.node('Add', [share, emit.node('Div', [times(emit, x, 1 / Math.sqrt(2 * Math.PI)), curve])]);
}

function approximateShare(emit: Emitter, x: string): string {
  return emit.node('Sigmoid', [emit.node('Mul', [x, polynomial(emit, x, CUBIC)])]);
}

function approximateSlope(emit: Emitter, x: string, share: string): string {
  const output = emit.node('Mul', [x, share]);
  const rest = emit.node('Sub', [output, emit.node('Mul', [output, share])]);
  return emit.node('Add', [share, emit.node('Mul', [rest, polynomial(emit, x, 3 * CUBIC)])]);
}

/** `factor · x² + 2√(2/π)`. */
function polynomial(emit: Emitter, x: string, factor: number): string {
  return emit.node('Add', [times(emit, emit.node('Mul', [x, x]), factor), emit.scalar(SLOPE, 'float32')]);
}

function times(emit: Emitter, x: string, factor: number): string {
  return emit.node('Mul', [x, emit.scalar(factor, 'float32')]);
}
