import { compositeNames } from '@lml/core/engine';

import type { GraphNode, GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { named } from './named.js';
import { directed, Gate, recurrentSizes, sequenceOf, timeFirst } from './recurrence.js';
import { scan, type Shaped } from './scan.js';

/** The inputs of `gru` in their order. */
export const GRU_INPUTS = ['x', 'kernel', 'recurrentKernel', 'bias', 'hidden'] as const;

/** Outputs that are no saves: the sequence, the last h. */
const RESULTS = 2;

/** The composite `gru`: ONNX's GRU, which gives no gates, where nothing is saved; else a loop of its own. */
export const gru: Lowering = {
  ops: [compositeNames.gru],
  lower(node, emit) {
    if (node.outputs.length <= RESULTS) inUse(node, emit);
    else inTraining(node, emit);
  },
};

function inUse(node: GraphNode, emit: Emitter): void {
  const { x, kernel, recurrentKernel, bias, hidden } = named(Object.values(node.inputs), GRU_INPUTS);
  const sizes = recurrentSizes(x, recurrentKernel);
  const { batch, units } = sizes;
  // There is a bias for each of the two products.
  const none = emit.numbers(new Float32Array(3 * units), 'float32');
  const [all, last] = emit.split(
    'GRU',
    [
      timeFirst(emit, x),
      directed(emit, emit.input(kernel), kernel),
      directed(emit, emit.input(recurrentKernel), recurrentKernel),
      emit.reshape(emit.node('Concat', [emit.input(bias), none], { axis: 0 }), [1, 6 * units]),
      '',
      emit.reshape(emit.input(hidden), [1, batch, units]),
    ],
    { hidden_size: units, ...new Gate(node).attributes(1) },
    RESULTS,
  );
  const results = [sequenceOf(emit, all!, sizes, units), emit.reshape(last!, [batch, units])];
  node.outputs.forEach((output, index) => emit.define(output, results[index]!));
}

function inTraining(node: GraphNode, emit: Emitter): void {
  const { x, kernel, recurrentKernel, bias, hidden } = named(Object.values(node.inputs), GRU_INPUTS);
  const sizes = recurrentSizes(x, recurrentKernel);
  const { batch, time, units, rows } = sizes;
  const gate = new Gate(node);
  const [gatesKernel, candidateKernel] = gruParts(emit, kernel);
  const [gatesBack, candidateBack] = gruParts(emit, recurrentKernel);
  const [gatesBias, candidateBias] = gruParts(emit, bias);
  const given = emit.reshape(timeFirst(emit, x), [rows, sizes.inputs]);
  const flow = (weight: string, added: string, width: number): Shaped => {
    const flows = emit.node('Gemm', [given, weight, added]);
    return [emit.reshape(flows, [time, batch, width]), [batch, width]];
  };
  const [h, gates, g, hs] = scan(emit, {
    states: [[emit.input(hidden), [batch, units]]],
    slices: [flow(gatesKernel, gatesBias, 2 * units), flow(candidateKernel, candidateBias, units)],
    backwards: false,
    step(inner, [before], [gatesFlow, candidateFlow]) {
      const both = gate.open(inner, inner.node('Gemm', [before!, gatesBack, gatesFlow!]));
      const [update, reset] = inner.split('Split', [both], { axis: 1, num_outputs: 2 }, 2) as [string, string];
      const opened = inner.node('Mul', [reset, before!]);
      const candidate = inner.node('Tanh', [inner.node('Gemm', [opened, candidateBack, candidateFlow!])]);
      const kept = inner.node('Mul', [update, inner.node('Sub', [before!, candidate])]);
      const after = inner.node('Add', [candidate, kept]);
      const collected: Shaped[] = [
        [both, [batch, 2 * units]],
        [candidate, [batch, units]],
        [after, [batch, units]],
      ];
      return { states: [after], collected };
    },
  });
  const results = [
    sequenceOf(emit, hs!, sizes, units),
    h!,
    emit.reshape(gates!, [rows, 2 * units]),
    emit.reshape(g!, [rows, units]),
    emit.reshape(hs!, [rows, units]),
  ];
  node.outputs.forEach((output, index) => emit.define(output, results[index]!));
}

/** The columns of the two gates of a weight, and those of the candidate. */
export function gruParts(emit: Emitter, weight: GraphValue): [string, string] {
  const axis = weight.shape.length - 1;
  const units = weight.shape[axis]! / 3;
  const sizes = emit.int64s([2 * units, units]);
  return emit.split('Split', [emit.input(weight), sizes], { axis }, 2) as [string, string];
}
