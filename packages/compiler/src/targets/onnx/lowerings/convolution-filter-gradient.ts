import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { convolutionLayouts } from './filters.js';
import { after, convolutionWindow, positive, reached, type Window } from '../../../layout/window.js';
import { reachedPart } from './window.js';
import { windows } from './windows.js';

/** What a convolution's filter gets its gradient from: images as ONNX has them. */
interface Operands {
  readonly x: string;
  readonly dy: string;
  readonly batch: number;
  readonly inputs: number;
  readonly outputs: number;
}

/** Gradients of convolutions with respect to their filter. */
export const convolutionFilterGradient: Lowering = {
  ops: ['Conv2DBackpropFilter', 'Conv3DBackpropFilterV2'],
  layout: (node) => {
    const { x, dy } = node.inputs as { x: GraphValue; dy: GraphValue };
    const own = convolutionLayouts(node, node.inputs['x']!);
    return [
      [x, own.image],
      [dy, own.image],
      [node.outputs[0]!, own.filter],
    ];
  },
  lower(node, emit) {
    const { x, dy } = node.inputs as { x: GraphValue; dy: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const own = convolutionLayouts(node, node.inputs['x']!);
    const window = convolutionWindow(x.shape, output.shape, dy.shape, node.attributes);
    const [inputs, outputs] = output.shape.slice(-2) as [number, number];
    const batch = x.shape[0]!;
    const sizes = { inputs, outputs, filter: window.filter };
    const call = {
      x: (channels: 'first' | 'last') => (channels === 'first' ? emit.input(x, own.image) : emit.input(x)),
      dy: () => emit.input(dy, own.image),
      ...{ batch, window, sizes, isChannelsLast: own.image.length > 0 },
    };
    const faster = emit.shortcuts?.filterGradient(call, emit);
    if (faster !== undefined) return emit.define(output, faster, own.filter);
    const images = reachedPart(emit.input(x, own.image), window, emit);
    const operands = { x: images, dy: emit.input(dy, own.image), batch, inputs, outputs };
    const way = isSmall(window, outputs) ? byConvolution : byProducts;
    emit.define(output, way(operands, reached(window), emit), own.filter);
  },
};

/** Whether products of single images would be so short that adding up their results takes longer. */
function isSmall({ positions }: Window, outputs: number): boolean {
  return outputs > 8 * sizeOfShape(positions);
}

/** By a convolution of x with dy as the filter, where images and channels change places. */
function byConvolution({ x, dy, batch, inputs, outputs }: Operands, window: Window, emit: Emitter): string {
  const { size, positions, filter, strides, dilations, before } = window;
  const spatial = filter.map((_, axis) => axis + 2);
  const swap = [1, 0, ...spatial];
  const [images, weights] = [
    emit.transpose(x, [batch, inputs, ...size], swap),
    emit.transpose(dy, [batch, outputs, ...positions], swap),
  ];
  const pads = [...before, ...after(window).map(positive)];
  const sliding = { kernel_shape: positions, strides: dilations, dilations: strides, pads };
  const result = emit.node('Conv', [images, weights], sliding);
  // Places that no position of the window reached would come out as further places of the filter.
  const starts = emit.int64s(filter.map(() => 0));
  const isWider = after(window).some((end, axis) => -end >= dilations[axis]!);
  const own = isWider ? emit.node('Slice', [result, starts, emit.int64s(filter), emit.int64s(spatial)]) : result;
  return emit.transpose(own, [inputs, outputs, ...filter], swap);
}

/** So many numbers of gathered windows are made at a time: they stay near the processor, and memory stays small. */
const LARGEST_PART = 2 ** 20;

/** By gathering the windows of x, and a product with dy for each image; the results are added up. */
function byProducts(operands: Operands, window: Window, emit: Emitter): string {
  const { batch, inputs, outputs } = operands;
  const { filter, positions } = window;
  const places = sizeOfShape(filter);
  const perImage = inputs * places * sizeOfShape(positions);
  const count = places === 1 ? 1 : Math.min(batch, Math.ceil((batch * perImage) / LARGEST_PART));
  const [rows, columns] = [inputs * places, sizeOfShape(positions)];
  const sums = parts(operands, count, emit).map((part) => {
    const gathered = emit.reshape(windows(part.x, part.batch, inputs, window, emit), [part.batch, rows, columns]);
    const gradient = emit.reshape(part.dy, [part.batch, outputs, columns]);
    const turned = emit.transpose(gradient, [part.batch, outputs, columns], [0, 2, 1]);
    const products = emit.reshape(emit.node('MatMul', [gathered, turned]), [part.batch, rows * outputs]);
    // A product with a row of ones is a faster sum.
    const ones = emit.numbers(new Float32Array(part.batch).fill(1), 'float32', [1, part.batch]);
    return emit.node('Gemm', [ones, products]);
  });
  const total = emit.reshape(sums.length === 1 ? sums[0]! : emit.node('Sum', sums), [rows, outputs]);
  return emit.reshape(emit.transpose(total, [rows, outputs], [1, 0]), [outputs, inputs, ...filter]);
}

/** Images in parts of a like number. */
function parts({ x, dy, batch, ...channels }: Operands, count: number, emit: Emitter): Operands[] {
  if (count === 1) return [{ x, dy, batch, ...channels }];
  const sizes = Array.from(
    { length: count },
    (_, part) => Math.floor(((part + 1) * batch) / count) - Math.floor((part * batch) / count),
  );
  const [xs, dys] = [x, dy].map((name) => emit.split('Split', [name, emit.int64s(sizes)], { axis: 0 }, count));
  return sizes.map((size, part) => ({ x: xs![part]!, dy: dys![part]!, batch: size, ...channels }));
}
