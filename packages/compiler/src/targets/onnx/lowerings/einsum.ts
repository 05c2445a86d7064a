import type { Lowering } from '../lowering.js';

/** Sums of products by a formula, which ONNX Runtime turns into transposes and products of matrices. */
export const einsum: Lowering = {
  ops: ['Einsum'],
  lower({ inputs, outputs, attributes }, emit) {
    const names = Object.values(inputs).map((value) => emit.input(value));
    emit.define(outputs[0]!, emit.node('Einsum', names, { equation: String(attributes['equation']) }), []);
  },
};
