import { constantValue, splatValue } from '../../../graph/graph-builder.js';
import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import { sequenceNumbers } from '../../../graph/sequence-numbers.js';
import type { Lowering } from '../lowering.js';

/** The same number everywhere. */
export const filled: Lowering = {
  ops: ['Fill', 'OnesLike', 'ZerosLike'],
  lower(node, emit) {
    const [output] = node.outputs as [GraphValue];
    const layout = emit.layoutOf(output);
    emit.define(output, emit.input(splatValue(numberOf(node), output), layout), layout);
  },
};

function numberOf({ op, attributes }: GraphNode): number {
  return op === 'Fill' ? Number(attributes['value']) : Number(op === 'OnesLike');
}

/** Numbers at equal distances, which are known beforehand. */
export const sequences: Lowering = {
  ops: ['LinSpace', 'Range'],
  lower(node, emit) {
    const [output] = node.outputs as [GraphValue];
    emit.define(output, emit.input(constantValue(sequenceNumbers(node), output)));
  },
};
