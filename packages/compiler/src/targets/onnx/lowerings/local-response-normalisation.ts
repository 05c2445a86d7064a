import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { CHANNELS_FIRST, layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { float } from '../model.js';
import { alongAxis } from './along-axis.js';

interface Attributes {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

/** Local response normalisation: x · (bias + α · Σ x²)^−β, summed over the channels around each. */
export const localResponseNormalisation: Lowering = {
  ops: ['LRN'],
  layout: ({ inputs, outputs }) => [
    [inputs['x']!, CHANNELS_FIRST],
    [outputs[0]!, CHANNELS_FIRST],
  ],
  lower({ inputs, outputs, attributes }, emit) {
    const { depthRadius, bias, alpha, beta } = attributes as unknown as Attributes;
    const size = 2 * depthRadius + 1;
    // ONNX divides the sum by the number of channels in it.
    const lrn = { size, alpha: float(alpha * size), beta: float(beta), bias: float(bias) };
    emit.define(outputs[0]!, emit.node('LRN', [emit.input(inputs['x']!, CHANNELS_FIRST)], lrn), CHANNELS_FIRST);
  },
};

/** Its gradient: dy · n^−β − 2αβ · x · Σ dy · y / n, where n is bias + α · Σ x². */
export const localResponseGradient: Lowering = {
  ops: ['LRNGrad'],
  layout: ({ inputs, outputs }) => [...Object.values(inputs), outputs[0]!].map((value) => [value, CHANNELS_FIRST]),
  lower({ inputs, outputs, attributes }, emit) {
    const { depthRadius, bias, alpha, beta } = attributes as unknown as Attributes;
    const [output] = outputs as [GraphValue];
    const [x, y, dy] = ['x', 'y', 'dy'].map((name) => emit.input(inputs[name]!, CHANNELS_FIRST)) as [
      string,
      string,
      string,
    ];
    const shape = layoutShape(output.shape, CHANNELS_FIRST);
    const number = (value: number): string => emit.scalar(value, 'float32');
    const around = (name: string): string => sumAround(name, shape, depthRadius, emit);
    const norm = emit.node('Add', [emit.node('Mul', [around(emit.node('Mul', [x, x])), number(alpha)]), number(bias)]);
    const direct = emit.node('Mul', [dy, emit.node('Pow', [norm, number(-beta)])]);
    const through = around(emit.node('Div', [emit.node('Mul', [dy, y]), norm]));
    const others = emit.node('Mul', [emit.node('Mul', [x, number(2 * alpha * beta)]), through]);
    emit.define(output, emit.node('Sub', [direct, others]), CHANNELS_FIRST);
  },
};

/** The sum over the channels around each channel of images `[batch, channels, height, width]`. */
function sumAround(name: string, shape: readonly number[], radius: number, emit: Emitter): string {
  const [batch, channels, ...size] = shape as [number, number, ...number[]];
  const rows = Array.from({ length: channels }, (_, channel) => {
    const first = Math.max(0, channel - radius);
    const last = Math.min(channels - 1, channel + radius);
    return Array.from({ length: last - first + 1 }, (__, index) => [first + index, 1] as const);
  });
  const flat = emit.reshape(name, [batch, channels, sizeOfShape(size)]);
  return emit.reshape(alongAxis(flat, [batch, channels, sizeOfShape(size)], 1, rows, channels, emit), shape);
}
