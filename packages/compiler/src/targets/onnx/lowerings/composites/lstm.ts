import { compositeNames } from '@lml/core/engine';

import type { GraphNode, GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { named } from './named.js';
import { directed, Gate, gatesOf, recurrentSizes, sequenceOf, timeFirst } from './recurrence.js';
import { scan, type Shaped } from './scan.js';

/** Outputs that are no saves: the sequence, the last h, the last c. */
const RESULTS = 3;

/** The inputs of `lstm` in their order. */
export const LSTM_INPUTS = ['x', 'kernel', 'recurrentKernel', 'bias', 'hidden', 'cell'] as const;

/** The composite `lstm`: ONNX's LSTM, which gives no gates, where nothing is saved; else a loop of its own. */
export const lstm: Lowering = {
  ops: [compositeNames.lstm],
  lower(node, emit) {
    if (node.outputs.length <= RESULTS) inUse(node, emit);
    else inTraining(node, emit);
  },
};

function inUse(node: GraphNode, emit: Emitter): void {
  const { x, kernel, recurrentKernel, bias, hidden, cell } = named(Object.values(node.inputs), LSTM_INPUTS);
  const sizes = recurrentSizes(x, recurrentKernel);
  const { batch, units } = sizes;
  // ONNX's order of gates is i, o, f, g, and there is a bias for each of the two products.
  const ordered = (value: GraphValue): string => {
    const [i, f, g, o] = gatesOf(emit, value, 4);
    return emit.node('Concat', [i!, o!, f!, g!], { axis: value.shape.length - 1 });
  };
  const none = emit.numbers(new Float32Array(4 * units), 'float32');
  const biases = emit.reshape(emit.node('Concat', [ordered(bias), none], { axis: 0 }), [1, 8 * units]);
  const state = (value: GraphValue): string => emit.reshape(emit.input(value), [1, batch, units]);
  const [all, ...last] = emit.split(
    'LSTM',
    [
      timeFirst(emit, x),
      directed(emit, ordered(kernel), kernel),
      directed(emit, ordered(recurrentKernel), recurrentKernel),
      biases,
      '',
      state(hidden),
      state(cell),
    ],
    { hidden_size: units, ...new Gate(node).attributes(2) },
    RESULTS,
  );
  node.outputs.forEach((output, index) => {
    const name = index === 0 ? sequenceOf(emit, all!, sizes, units) : emit.reshape(last[index - 1]!, [batch, units]);
    emit.define(output, name);
  });
}

function inTraining(node: GraphNode, emit: Emitter): void {
  const { x, kernel, recurrentKernel, bias, hidden, cell } = named(Object.values(node.inputs), LSTM_INPUTS);
  const sizes = recurrentSizes(x, recurrentKernel);
  const { batch, time, units, rows } = sizes;
  const gate = new Gate(node);
  // The gates that go through one function are made by one product, the candidate by another.
  const [gatesKernel, candidateKernel] = parts(emit, kernel);
  const [gatesBack, candidateBack] = parts(emit, recurrentKernel);
  const [gatesBias, candidateBias] = parts(emit, bias);
  const given = emit.reshape(timeFirst(emit, x), [rows, sizes.inputs]);
  const flow = (weight: string, added: string, width: number): Shaped => {
    const flows = emit.node('Gemm', [given, weight, added]);
    return [emit.reshape(flows, [time, batch, width]), [batch, width]];
  };
  const state = (name: string): Shaped => [name, [batch, units]];
  const [h, c, ...collected] = scan(emit, {
    states: [state(emit.input(hidden)), state(emit.input(cell))],
    slices: [flow(gatesKernel, gatesBias, 3 * units), flow(candidateKernel, candidateBias, units)],
    backwards: false,
    step(inner, [before, cellBefore], [gatesFlow, candidateFlow]) {
      const gates = gate.open(inner, inner.node('Gemm', [before!, gatesBack, gatesFlow!]));
      const g = inner.node('Tanh', [inner.node('Gemm', [before!, candidateBack, candidateFlow!])]);
      const [i, f, o] = inner.split('Split', [gates], { axis: 1, num_outputs: 3 }, 3) as [string, string, string];
      const kept = inner.node('Mul', [f, cellBefore!]);
      const next = inner.node('Add', [kept, inner.node('Mul', [i, g])]);
      const curve = inner.node('Tanh', [next]);
      // States are not collected too: they would be copied.
      const collected = [i, f, g, o, gate.part(cellBefore!, kept), curve].map(state);
      return { states: [inner.node('Mul', [o, curve]), next], collected };
    },
  });
  const saved = collected.map((name) => emit.reshape(name, [rows, units]));
  const [, , , o, , curve] = saved;
  const hs = emit.node('Mul', [o!, curve!]);
  [sequenceOf(emit, hs, sizes, units), h!, c!, ...saved, hs].forEach((name, index) =>
    emit.define(node.outputs[index]!, name),
  );
}

/** The columns of i, f and o of a weight, and those of g. */
function parts(emit: Emitter, weight: GraphValue): [string, string] {
  const [i, f, g, o] = gatesOf(emit, weight, 4);
  return [emit.node('Concat', [i!, f!, o!], { axis: weight.shape.length - 1 }), g!];
}
