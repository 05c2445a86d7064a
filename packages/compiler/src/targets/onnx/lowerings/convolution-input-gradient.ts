import { splatValue } from '../../../graph/graph-builder.js';
import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { convolutionLayouts, isDepthwise, turnedRound } from './filters.js';
import {
  after,
  allAre,
  convolutionWindow,
  positive,
  reached,
  turnedPads,
  type Window,
} from '../../../layout/window.js';
import { slidingAttributes, withUnreached } from './window.js';

/** Gradients of convolutions with respect to their input; transposed convolutions are the same kernels. */
export const convolutionInputGradient: Lowering = {
  ops: ['Conv2DBackpropInput', 'Conv3DBackpropInputV2', 'DepthwiseConv2dNativeBackpropInput'],
  layout: (node) => {
    const { dy, filter } = node.inputs as { dy: GraphValue; filter: GraphValue };
    const layouts = convolutionLayouts(node, node.outputs[0]!);
    return [
      [dy, layouts.image],
      [filter, layouts.filter],
      [node.outputs[0]!, layouts.image],
    ];
  },
  lower(node, emit) {
    const { dy, filter } = node.inputs as { dy: GraphValue; filter: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const layouts = convolutionLayouts(node, node.outputs[0]!);
    const window = convolutionWindow(output.shape, filter.shape, dy.shape, node.attributes, isDepthwise(node));
    // All positions lie in the padding, where TensorFlow.js takes the number of rows for that of columns.
    if (reached(window).size.some((size) => size <= 0))
      return emit.define(output, emit.input(splatValue(0, output), layouts.image), layouts.image);
    const given = emit.input(dy, layouts.image);
    const weights = emit.input(filter, layouts.filter);
    const [inputs, outputs] = filter.shape.slice(-2) as [number, number];
    const groups = isDepthwise(node) ? inputs : 1;
    const sizes = { inputs, outputs, filter: window.filter };
    const call = { images: given, weights, window, sizes, groups };
    const faster = allAre(1, window.strides) ? emit.shortcuts?.inputGradient(call, emit) : undefined;
    if (faster !== undefined) return emit.define(output, faster, layouts.image);
    // With strides a Conv would multiply zeros that had to be inserted; without, it is faster than ConvTranspose.
    const way = allAre(1, window.strides) ? alongTurned : transposed;
    emit.define(output, way(given, weights, window, filter.shape, isDepthwise(node), emit), layouts.image);
  },
};

/** By a convolution with the filter turned round: for strides of 1. */
function alongTurned(
  dy: string,
  weights: string,
  window: Window,
  filterShape: readonly number[],
  depthwise: boolean,
  emit: Emitter,
): string {
  const [inputs, outputs] = filterShape.slice(-2) as [number, number];
  const { filter, dilations } = window;
  // In a grouped convolution a channel's own filters stand side by side already.
  const swapped = depthwise
    ? weights
    : emit.transpose(weights, [outputs, inputs, ...filter], [1, 0, ...filter.map((_, axis) => axis + 2)]);
  const turned = turnedRound(swapped, [inputs, outputs], filter, emit);
  const pads = turnedPads(window);
  const result = emit.node('Conv', [dy, turned], {
    kernel_shape: filter,
    strides: filter.map(() => 1),
    dilations,
    pads: pads.map(positive),
    group: depthwise ? inputs : 1,
  });
  return pads.some((pad) => pad < 0) ? cropped(result, pads, window, emit) : result;
}

/** Where the padding was wider than the window, positions that saw nothing else come out too. */
function cropped(name: string, pads: readonly number[], { size }: Window, emit: Emitter): string {
  const starts = size.map((_, axis) => positive(-pads[axis]!));
  const ends = starts.map((start, axis) => start + size[axis]!);
  const axes = emit.int64s(starts.map((_, axis) => axis + 2));
  return emit.node('Slice', [name, emit.int64s(starts), emit.int64s(ends), axes]);
}

/** By ConvTranspose: for any strides. */
function transposed(
  dy: string,
  weights: string,
  window: Window,
  filterShape: readonly number[],
  depthwise: boolean,
  emit: Emitter,
): string {
  const [inputs, multiplier] = filterShape.slice(-2) as [number, number];
  const filters = depthwise ? emit.reshape(weights, [inputs * multiplier, 1, ...window.filter]) : weights;
  const narrow = reached(window);
  const result = emit.node('ConvTranspose', [dy, filters], {
    ...slidingAttributes(narrow),
    output_padding: after(narrow).map((end) => positive(-end)),
    group: depthwise ? inputs : 1,
  });
  return withUnreached(result, window, emit);
}
