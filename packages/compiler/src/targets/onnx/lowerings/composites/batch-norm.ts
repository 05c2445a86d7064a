import { compositeGradient, compositeNames } from '@lml/core/engine';

import { sizeOfShape, type GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import { layoutShape, PLAIN, type Layout } from '../../../../layout/layout.js';
import type { Lowering } from '../../lowering.js';
import { float } from '../../model.js';
import { columnMeans, columnSums } from './column-sums.js';

interface Attributes {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
}

/**
 * The composite `batch-norm`. Two passes, as in the definition: the mean first, then the mean of squares around it. What
 * was centred for that serves the output and the gradient as well.
 */
export const batchNorm: Lowering = {
  ops: [compositeNames.batchNorm],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { epsilon, scale, center } = attributes as unknown as Attributes;
    const x = inputs['0']!;
    const channels = new Channels(emit, x);
    const mean = channels.mean(channels.input(x));
    const centred = emit.node('Sub', [channels.input(x), mean]);
    const variance = channels.mean(emit.node('Mul', [centred, centred]));
    const inverse = emit.node('Reciprocal', [
      emit.node('Sqrt', [emit.node('Add', [variance, emit.scalar(epsilon, 'float32')])]),
    ]);
    const factor = scale ? emit.node('Mul', [inverse, channels.spread(inputs['1']!)]) : inverse;
    const shift = center ? channels.spread(inputs[scale ? '2' : '1']!) : undefined;
    channels.define(outputs[0]!, channels.affine(centred, factor, shift));
    [mean, variance, mean, inverse].forEach((statistic, index) => {
      const output = outputs[index + 1];
      if (output !== undefined) emit.define(output, emit.reshape(statistic, output.shape));
    });
  },
};

/** The gradient of `batch-norm`: `dx = A · dy + B · (x − mean) + C` with a number of each for each channel. */
export const batchNormGradient: Lowering = {
  ops: [compositeGradient(compositeNames.batchNorm)],
  layout: 'same',
  lower({ inputs, outputs, attributes }, emit) {
    const { scale, center } = attributes as unknown as Attributes;
    const values = Object.values(inputs);
    // The gradients of mean and variance, which come second and third, go nowhere.
    const [dyValue, , , x, gamma] = values as [GraphValue, GraphValue, GraphValue, GraphValue, GraphValue];
    const channels = new Channels(emit, x);
    const [mean, inverse] = values.slice(-2).map((value) => channels.spread(value)) as [string, string];
    const dy = channels.input(dyValue);
    const centred = emit.node('Sub', [channels.input(x), mean]);
    const total = channels.sum(dy);
    const along = emit.node('Mul', [channels.sum(emit.node('Mul', [dy, centred])), inverse]);
    const factor = scale ? emit.node('Mul', [inverse, channels.spread(gamma)]) : inverse;
    const share = emit.node('Mul', [factor, emit.scalar(-1 / channels.count, 'float32')]);
    const ofCentred = emit.node('Mul', [emit.node('Mul', [share, inverse]), along]);
    const rest = channels.affine(centred, ofCentred, emit.node('Mul', [share, total]));
    channels.define(outputs[0]!, emit.node('Add', [emit.node('Mul', [dy, factor]), rest]));
    if (scale) emit.define(outputs[1]!, emit.reshape(along, outputs[1]!.shape));
    if (center) emit.define(outputs.at(-1)!, emit.reshape(total, outputs.at(-1)!.shape));
  },
};

/** How the channels of a tensor lie, second or last, and what can be done with each of them. */
class Channels {
  /** The numbers of a channel. */
  readonly count: number;
  private readonly size: number;
  private readonly layout: Layout;
  private readonly isSecond: boolean;
  private readonly shape: readonly number[];

  constructor(
    private readonly emit: Emitter,
    x: GraphValue,
  ) {
    this.size = x.shape.at(-1)!;
    this.count = sizeOfShape(x.shape) / this.size;
    const planned = emit.layoutOf(x);
    this.isSecond = planned[1] === x.shape.length - 1;
    this.layout = this.isSecond ? planned : PLAIN;
    this.shape = this.isSecond ? layoutShape(x.shape, planned) : [this.count, this.size];
  }

  /** A tensor, as a matrix where the channels come last. */
  input(value: GraphValue): string {
    const name = this.emit.input(value, this.layout);
    return this.isSecond || value.shape.length === 2 ? name : this.emit.reshape(name, this.shape);
  }

  define(value: GraphValue, name: string): void {
    this.emit.define(value, this.isSecond ? name : this.emit.reshape(name, value.shape), this.layout);
  }

  /** Numbers of the channels, as they may stand beside a tensor. */
  spread(value: GraphValue): string {
    return this.emit.reshape(this.emit.input(value), this.isSecond ? this.besides() : [1, this.size]);
  }

  sum(name: string): string {
    return this.isSecond ? this.reduce('ReduceSum', name) : columnSums(this.emit, name, this.count);
  }

  mean(name: string): string {
    return this.isSecond ? this.reduce('ReduceMean', name) : columnMeans(this.emit, name, this.count);
  }

  /** `factor · x + shift`. ONNX's BatchNormalization for use does that in one pass. */
  affine(x: string, factor: string, shift: string | undefined): string {
    const { emit, size } = this;
    if (!this.isSecond) {
      const scaled = emit.node('Mul', [x, factor]);
      return shift === undefined ? scaled : emit.node('Add', [scaled, shift]);
    }
    const flat = (name: string): string => emit.reshape(name, [size]);
    const all = (value: number): string => emit.numbers(new Float32Array(size).fill(value), 'float32');
    const shifts = shift === undefined ? all(0) : flat(shift);
    return emit.node('BatchNormalization', [x, flat(factor), shifts, all(0), all(1)], { epsilon: float(0) });
  }

  private reduce(op: string, name: string): string {
    const axes = this.shape.map((_, axis) => axis).filter((axis) => axis !== 1);
    return this.emit.node(op, [name, this.emit.int64s(axes)], { keepdims: 1 });
  }

  private besides(): number[] {
    return this.shape.map((_, axis) => (axis === 1 ? this.size : 1));
  }
}
