import { compositeGradient, compositeNames } from '@lml/core/engine';

import type { GraphNode, GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';

const SLOPE = 2 * Math.sqrt(2 / Math.PI);
const CUBIC = SLOPE * 0.044715;

/** The composite `gelu`, x times its share Φ(x); that of the approximation is σ(w), since `(1 + tanh(w/2))/2 = σ(w)`. */
export const gelu: Lowering = {
  ops: [compositeNames.gelu],
  lower(node, emit) {
    const [output, share] = node.outputs as [GraphValue, GraphValue?];
    const x = emit.input(node.inputs['0']!);
    const name = isApproximate(node)
      ? emit.float('Sigmoid', emit.float('Mul', x, polynomial(x, CUBIC, emit)))
      : plus(times(emit.float('Erf', times(x, Math.SQRT1_2, emit)), 0.5, emit), 0.5, emit);
    if (share !== undefined) emit.define(share, name);
    emit.define(output, emit.float('Mul', x, name));
  },
};

/** Its gradient: `dy · (Φ + x φ(x))`, and of the approximation `dy · σ · (1 + (x − xσ) w')`. */
export const geluGradient: Lowering = {
  ops: [compositeGradient(compositeNames.gelu)],
  lower(node, emit) {
    const [dy, x, share] = ['0', '1', '2'].map((key) => emit.input(node.inputs[key]!)) as [string, string, string];
    const slope = isApproximate(node) ? approximateSlope(x, share, emit) : exactSlope(x, share, emit);
    emit.define(node.outputs[0]!, emit.float('Mul', dy, slope));
  },
};

function isApproximate({ attributes }: GraphNode): boolean {
  return attributes['approximate'] === 'tanh';
}

function exactSlope(x: string, share: string, emit: Emitter): string {
  const curve = emit.float('Exp', times(emit.float('Square', x), -0.5, emit));
  return emit.float('AddV2', share, emit.float('Mul', times(x, 1 / Math.sqrt(2 * Math.PI), emit), curve));
}

function approximateSlope(x: string, share: string, emit: Emitter): string {
  const output = emit.float('Mul', x, share);
  const rest = emit.float('Sub', output, emit.float('Mul', output, share));
  return emit.float('AddV2', share, emit.float('Mul', rest, polynomial(x, 3 * CUBIC, emit)));
}

/** `factor · x² + 2√(2/π)`. */
function polynomial(x: string, factor: number, emit: Emitter): string {
  return plus(times(emit.float('Square', x), factor, emit), SLOPE, emit);
}

function times(x: string, factor: number, emit: Emitter): string {
  return emit.float('Mul', x, emit.scalar(factor, 'float32'));
}

function plus(x: string, term: number, emit: Emitter): string {
  return emit.float('AddV2', x, emit.scalar(term, 'float32'));
}
