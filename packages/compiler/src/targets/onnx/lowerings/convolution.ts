import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Layout } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { beside } from './beside.js';
import { convolutionLayouts, DEPTHWISE_FILTER, isDepthwise } from './filters.js';
import { fusedActivation } from './fused-activation.js';
import { convolutionWindow, reached, type Window } from '../../../layout/window.js';
import { reachedPart, slidingAttributes } from './window.js';

/** Convolutions of images and volumes, depthwise ones, and those with bias and activation in one. */
export const convolution: Lowering = {
  ops: ['Conv2D', 'Conv3D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
  layout: (node) => {
    const { x, filter } = node.inputs as { x: GraphValue; filter: GraphValue };
    const layouts = convolutionLayouts(node, node.outputs[0]!);
    return [
      [x, layouts.image],
      [filter, layouts.filter],
      [node.outputs[0]!, layouts.image],
    ];
  },
  lower(node, emit) {
    const { x, filter } = node.inputs as { x: GraphValue; filter: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const layouts = convolutionLayouts(node, node.outputs[0]!);
    const window = convolutionWindow(x.shape, filter.shape, output.shape, node.attributes, isDepthwise(node));
    const bias = biasOf(node, emit);
    const images = reachedPart(emit.input(x, layouts.image), window, emit);
    let result = convolved(node, images, bias, reached(window), emit);
    if (node.inputs['bias'] !== undefined && bias === undefined)
      result = emit.node('Add', [result, besideOutput(node.inputs['bias'], node, layouts.image, emit)]);
    const slope = node.inputs['preluActivationWeights'];
    const slopes = slope === undefined ? undefined : besideOutput(slope, node, layouts.image, emit);
    emit.define(output, fusedActivation(result, node.attributes, slopes, emit), layouts.image);
  },
};

function convolved(node: GraphNode, images: string, bias: string | undefined, window: Window, emit: Emitter): string {
  const [inputs, outputs] = node.inputs['filter']!.shape.slice(-2) as [number, number];
  const weights = filterOf(node, emit);
  const groups = isDepthwise(node) ? inputs : 1;
  const sizes = isDepthwise(node) ? { inputs: 1, outputs: inputs * outputs } : { inputs, outputs };
  const call = { images, weights, bias, window, sizes: { ...sizes, filter: window.filter }, groups };
  const names = bias === undefined ? [images, weights] : [images, weights, bias];
  return (
    emit.shortcuts?.convolution(call, emit) ?? emit.node('Conv', names, { ...slidingAttributes(window), group: groups })
  );
}

function filterOf(node: GraphNode, emit: Emitter): string {
  const filter = node.inputs['filter']!;
  if (!isDepthwise(node)) return emit.input(filter, convolutionLayouts(node, node.outputs[0]!).filter);
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  return emit.reshape(emit.input(filter, DEPTHWISE_FILTER), [channels * multiplier, 1, height, width]);
}

/** The bias as Conv itself adds it, where it has one number for each channel. */
function biasOf({ inputs, outputs, attributes }: GraphNode, emit: Emitter): string | undefined {
  const { bias } = inputs;
  const channels = outputs[0]!.shape.at(attributes['dataFormat'] === 'NCHW' ? 1 : -1);
  return bias?.shape.length === 1 && bias.shape[0] === channels ? emit.input(bias) : undefined;
}

/** A value as it broadcasts against the output. */
function besideOutput(value: GraphValue, { outputs, attributes }: GraphNode, layout: Layout, emit: Emitter): string {
  const { shape } = value;
  const isPerChannel = attributes['dataFormat'] === 'NCHW' && shape.length === 1 && shape[0] !== 1;
  const name = emit.input(value);
  return isPerChannel
    ? emit.reshape(name, [...shape, 1, 1])
    : beside(name, shape, outputs[0]!.shape.length, layout, emit);
}
