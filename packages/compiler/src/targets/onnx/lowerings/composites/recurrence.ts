import type { GraphNode, GraphValue } from '../../../../graph/graph.js';
import type { EmittedAttributes, Emitter } from '../../emitter.js';
import { float } from '../../model.js';
import { columnSums } from './column-sums.js';

/** The largest float32. */
const LARGEST = 3.4028234663852886e38;

/** The sizes of a recurrent layer. */
export interface Sizes {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly units: number;
  /** Rows of all times. */
  readonly rows: number;
}

/** The sizes of a recurrent layer, from its sequence and its recurrent kernel. */
export function recurrentSizes(x: GraphValue, recurrentKernel: GraphValue): Sizes {
  const [batch, time, inputs] = x.shape as [number, number, number];
  return { batch, time, inputs, units: recurrentKernel.shape[0]!, rows: batch * time };
}

/** A sequence `[batch, time, …]` with time in front. */
export function timeFirst(emit: Emitter, sequence: GraphValue): string {
  return emit.transpose(emit.input(sequence), sequence.shape, [1, 0, 2]);
}

/** The sequence `[batch, time, size]` of numbers that lie as `[time, batch, size]`. */
export function sequenceOf(emit: Emitter, name: string, { batch, time }: Sizes, size: number): string {
  const shape = [time, batch, size];
  return emit.transpose(emit.reshape(name, shape), shape, [1, 0, 2]);
}

/** The states before each time, from those after it and the first one, as rows. */
export function shiftedRows(emit: Emitter, rows: string, first: string, sizes: Sizes): string {
  if (sizes.time === 1) return first;
  const [start, end, axis] = [[0], [sizes.rows - sizes.batch], [0]].map((numbers) => emit.int64s(numbers));
  return emit.node('Concat', [first, emit.node('Slice', [rows, start!, end!, axis!])], { axis: 0 });
}

/** What gates go through. */
export class Gate {
  private readonly isHard: boolean;

  constructor({ attributes }: GraphNode) {
    this.isHard = attributes['recurrentActivation'] === 'hardSigmoid';
  }

  /** A gate, from what flows into it. */
  open(emit: Emitter, flow: string): string {
    return this.isHard
      ? emit.node('HardSigmoid', [flow], { alpha: float(0.2), beta: float(0.5) })
      : emit.node('Sigmoid', [flow]);
  }

  /** What {@link effect} needs of `factor · gate` besides the gate: the product, since σ′ = σ(1 − σ), or else the factor. */
  part(factor: string, product: string): string {
    return this.isHard ? factor : product;
  }

  /** What a change of what flows into a gate makes of `factor · gate`, from their {@link part}. */
  effect(emit: Emitter, part: string, gate: string): string {
    if (!this.isHard) return emit.node('Sub', [part, emit.node('Mul', [part, gate])]);
    const inside = emit.node('Sub', [gate, emit.node('Mul', [gate, gate])]);
    const isInside = emit.node('HardSigmoid', [inside], { alpha: float(LARGEST), beta: float(0) });
    return emit.node('Mul', [emit.node('Mul', [isInside, emit.scalar(0.2, 'float32')]), part]);
  }

  /** Attributes of ONNX's LSTM or GRU, which has `others` functions besides the gates'. */
  attributes(others: number): EmittedAttributes {
    const activations = [this.isHard ? 'HardSigmoid' : 'Sigmoid', ...new Array<string>(others).fill('Tanh')];
    return this.isHard
      ? { activations, activation_alpha: float([0.2]), activation_beta: float([0.5]) }
      : { activations };
  }
}

/** The columns of each gate of a weight, `[…, gates · units]`. */
export function gatesOf(emit: Emitter, weight: GraphValue, gates: number): string[] {
  return emit.split('Split', [emit.input(weight)], { axis: weight.shape.length - 1, num_outputs: gates }, gates);
}

/** Columns of a kernel as rows, for the one direction that ONNX's LSTM and GRU go here. */
export function directed(emit: Emitter, columns: string, { shape }: GraphValue): string {
  return emit.reshape(emit.transpose(columns, shape, [1, 0]), [1, shape[1]!, shape[0]!]);
}

/** Defines the gradients of input, kernel and bias, from that of what flows into the gates, as rows. */
export function defineInputGradients(
  emit: Emitter,
  { x, kernel }: Readonly<Record<'x' | 'kernel', GraphValue>>,
  flow: string,
  sizes: Sizes,
  gradients: Readonly<Record<'x' | 'kernel' | 'bias', GraphValue>>,
): void {
  const rows = emit.reshape(timeFirst(emit, x), [sizes.rows, sizes.inputs]);
  const back = emit.node('Gemm', [flow, emit.input(kernel)], { transB: 1 });
  emit.define(gradients.x, sequenceOf(emit, back, sizes, sizes.inputs));
  emit.define(gradients.kernel, emit.node('Gemm', [rows, flow], { transA: 1 }));
  emit.define(gradients.bias, emit.reshape(columnSums(emit, flow, sizes.rows), gradients.bias.shape));
}
