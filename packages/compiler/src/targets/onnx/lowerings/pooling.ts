import type { GraphNode, GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { after, poolingWindow, reached, type Window } from '../../../layout/window.js';
import { imageLayout, reachedPart, slidingAttributes } from './window.js';

/** ONNX's number for float64, in which whole numbers of 32 bits are exact. */
const FLOAT64 = 11;
const INT32 = 6;

/** Average and max pooling of images and volumes. An average counts what is there and not the padding. */
export const pooling: Lowering = {
  ops: ['AvgPool', 'AvgPool3D', 'MaxPool', 'MaxPool3D'],
  layout: ({ inputs, outputs, attributes }) => {
    const preferred = imageLayout(outputs[0]!.shape.length, { attributes });
    return [
      [inputs['x']!, preferred],
      [outputs[0]!, preferred],
    ];
  },
  refuses: ({ inputs, outputs, attributes }) =>
    paddingRefusal(poolingWindow(inputs['x']!.shape, outputs[0]!.shape, attributes)),
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = poolingWindow(x.shape, output.shape, node.attributes);
    const layout = imageLayout(output.shape.length, node);
    const images = reachedPart(emit.input(x, layout), window, emit);
    emit.define(output, pooled(node, images, x.dtype === 'int32', reached(window), emit), layout);
  },
};

function pooled({ op }: GraphNode, images: string, isWhole: boolean, window: Window, emit: Emitter): string {
  if (op.startsWith('Avg')) return emit.node('AveragePool', [images], slidingAttributes(window));
  if (!isWhole) return emit.node('MaxPool', [images], slidingAttributes(window));
  const exact = emit.node('Cast', [images], { to: FLOAT64 });
  return emit.node('Cast', [emit.node('MaxPool', [exact], slidingAttributes(window))], { to: INT32 });
}

/** Why a pooling cannot be lowered: ONNX has no window that sees nothing but padding. */
export function paddingRefusal(window: Window): string | undefined {
  const pads = [window.before, after(window)].flatMap((list) => list.map((pad, axis) => pad - window.filter[axis]!));
  return pads.some((excess) => excess >= 0) ? 'pads by as much as its window' : undefined;
}
