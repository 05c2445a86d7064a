import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { CHANNELS_FIRST, sameLayout } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { float } from '../model.js';
import { beside } from './beside.js';

/** Batch normalisation by given statistics. */
export const fusedBatchNorm: Lowering = {
  ops: ['FusedBatchNorm'],
  layout: 'same',
  lower(node, emit) {
    const { mean, variance, scale, offset } = node.inputs as Record<string, GraphValue | undefined>;
    const [output] = node.outputs as [GraphValue];
    const isPerChannel = [mean, variance, scale, offset].every((value) => (value?.shape.length ?? 1) === 1);
    const isOne = isPerChannel && sameLayout(emit.layoutOf(output), CHANNELS_FIRST);
    emit.define(output, isOne ? asOne(node, emit) : stepByStep(node, emit));
  },
};

/** As one op, which ONNX Runtime takes up into a convolution where weights are constants. */
function asOne({ inputs, attributes }: GraphNode, emit: Emitter): string {
  const { x, mean, variance, scale, offset } = inputs as Record<string, GraphValue>;
  const filled = (value: number): string => emit.numbers(new Float32Array(mean!.shape[0]!).fill(value), 'float32');
  const weights = [
    scale === undefined ? filled(1) : emit.input(scale),
    offset === undefined ? filled(0) : emit.input(offset),
  ];
  const names = [emit.input(x!, CHANNELS_FIRST), ...weights, emit.input(mean!), emit.input(variance!)];
  return emit.node('BatchNormalization', names, { epsilon: float(epsilonOf(attributes)) });
}

function stepByStep({ inputs, outputs, attributes }: GraphNode, emit: Emitter): string {
  const { x, mean, variance, scale, offset } = inputs as Record<string, GraphValue>;
  const [output] = outputs as [GraphValue];
  const shifted = emit.node('Add', [emit.input(variance!), emit.scalar(epsilonOf(attributes), 'float32')]);
  const deviation = emit.node('Sqrt', [shifted]);
  const factor =
    scale === undefined ? emit.node('Reciprocal', [deviation]) : emit.node('Div', [emit.input(scale), deviation]);
  const shape = variance!.shape.map((size, axis) => Math.max(size, scale?.shape[axis] ?? 1));
  const centred = emit.node('Sub', [emit.aligned(x!, output), emit.aligned(mean!, output)]);
  const factors = beside(factor, shape, output.shape.length, emit.layoutOf(output), emit);
  const scaled = emit.node('Mul', [centred, factors]);
  return offset === undefined ? scaled : emit.node('Add', [scaled, emit.aligned(offset, output)]);
}

function epsilonOf({ varianceEpsilon }: Readonly<Record<string, unknown>>): number {
  return (varianceEpsilon as number | undefined) ?? 1e-3;
}
