import { constantValue, splatValue } from '../../../graph/graph-builder.js';
import type { GraphData, GraphNode, GraphValue } from '../../../graph/graph.js';
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
    emit.define(output, emit.input(constantValue(numbersOf(node), output)));
  },
};

function numbersOf({ op, attributes, outputs }: GraphNode): GraphData {
  const { start, stop, num, step } = attributes as { start: number; stop: number; num: number; step: number };
  const { dtype, shape } = outputs[0]!;
  const typed = dtype === 'float32' ? Float32Array : Int32Array;
  // A step of 1, TensorFlow.js's default, also leads down.
  const distance = op === 'LinSpace' ? (stop - start) / (num - 1) : step === 1 && stop < start ? -1 : step;
  // TensorFlow.js adds up, and so rounds as often.
  const values = new typed(shape[0]!);
  for (let index = 0; index < values.length; index++) {
    values[index] = index === 0 ? start : values[index - 1]! + distance;
  }
  return values;
}
