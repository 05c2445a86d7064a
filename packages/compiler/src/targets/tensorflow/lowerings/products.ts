import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { int, typed } from '../model.js';
import { biased, fusedActivation } from './activations.js';

/** Products of matrices. */
export const products: Lowering = {
  ops: ['BatchMatMul'],
  lower(node, emit) {
    emit.define(node.outputs[0]!, product(node, emit));
  },
};

/** Products of matrices with what is added to them, and an activation. */
export const fusedProducts: Lowering = {
  ops: ['_FusedMatMul'],
  lower(node, emit) {
    const { bias } = node.inputs;
    const [output] = node.outputs as [GraphValue];
    const whole = product(node, emit);
    emit.define(output, fusedActivation(bias === undefined ? whole : biased(whole, bias, output, emit), node, emit));
  },
};

function product({ inputs, outputs, attributes }: GraphNode, emit: Emitter): string {
  const { a, b } = inputs as { a: GraphValue; b: GraphValue };
  const [first, second] = [attributes['transposeA'] === true, attributes['transposeB'] === true];
  const names = [emit.input(a), emit.input(b)];
  const isPlain = outputs[0]!.shape.length === 2 && a.shape.length === 2 && b.shape.length === 2;
  return isPlain
    ? emit.node('MatMul', names, { ...typed(a.dtype), transpose_a: first, transpose_b: second })
    : emit.node('BatchMatMulV2', names, { ...typed(a.dtype), adj_x: first, adj_y: second });
}

/** Sums of products by a formula. */
export const einsum: Lowering = {
  ops: ['Einsum'],
  lower({ inputs, outputs, attributes }, emit) {
    const names = Object.values(inputs).map((value) => emit.input(value));
    const [output] = outputs as [GraphValue];
    const equation = String(attributes['equation']);
    emit.define(output, emit.node('Einsum', names, { ...typed(output.dtype), N: int(names.length), equation }));
  },
};
