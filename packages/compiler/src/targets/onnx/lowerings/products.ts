import { splatValue } from '../../../graph/graph-builder.js';
import { sizeOfShape, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { fusedActivation } from './fused-activation.js';

/** Products of matrices. Two matrices are one Gemm, which takes transposed ones as they are. */
export const products: Lowering = {
  ops: ['BatchMatMul'],
  lower(node, emit) {
    emit.define(node.outputs[0]!, product(node, emit), []);
  },
};

/** Products of matrices with what is added to them, and an activation. */
export const fusedProducts: Lowering = {
  ops: ['_FusedMatMul'],
  lower(node, emit) {
    const { inputs, outputs, attributes } = node;
    const { bias, preluActivationWeights } = inputs as Record<string, GraphValue | undefined>;
    const [output] = outputs as [GraphValue];
    const slopes = preluActivationWeights === undefined ? undefined : emit.input(preluActivationWeights);
    emit.define(output, fusedActivation(product(node, emit, bias), attributes, slopes, emit), []);
  },
};

function product({ inputs, outputs, attributes }: GraphNode, emit: Emitter, bias?: GraphValue): string {
  const { a, b } = inputs as { a: GraphValue; b: GraphValue };
  const isTransposed = (name: string): boolean => attributes[name] === true;
  const [transposeA, transposeB] = [isTransposed('transposeA'), isTransposed('transposeB')];
  const added = bias === undefined ? [] : [emit.input(bias)];
  if (outputs[0]!.shape.length === 2 && a.dtype === 'float32') {
    const factors = [emit.input(a), emit.input(b), ...added];
    return emit.node('Gemm', factors, { transA: Number(transposeA), transB: Number(transposeB) });
  }
  // Sums of nothing are zeros; ONNX Runtime forgets to spread one batch over many of them.
  if (sizeOfShape(a.shape) === 0 || sizeOfShape(b.shape) === 0) return sumOfNothing(outputs[0]!, added, emit);
  // ONNX Runtime fuses such a transpose into the product, so it costs nothing.
  const product = emit.node('MatMul', [matrices(a, transposeA, emit), matrices(b, transposeB, emit)]);
  return added.length === 0 ? product : emit.node('Add', [product, ...added]);
}

function sumOfNothing({ shape, dtype }: GraphValue, added: readonly string[], emit: Emitter): string {
  const zeros = emit.input(splatValue(0, { shape, dtype }));
  return added.length === 0 ? zeros : emit.node('Add', [zeros, ...added]);
}

function matrices(value: GraphValue, isTransposed: boolean, emit: Emitter): string {
  const name = emit.input(value);
  if (!isTransposed) return name;
  const rank = value.shape.length;
  const axes = value.shape.map((_, axis) => axis);
  return emit.transpose(name, value.shape, [...axes.slice(0, -2), rank - 1, rank - 2]);
}
