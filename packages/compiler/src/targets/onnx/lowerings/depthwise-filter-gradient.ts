import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import { CHANNELS_FIRST } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { DEPTHWISE_FILTER } from './filters.js';
import { convolutionWindow, reached } from '../../../layout/window.js';
import { reachedPart } from './window.js';
import { windows } from './windows.js';

/** Gradients of depthwise convolutions with respect to their filter: for each image and channel a product with dy. */
export const depthwiseFilterGradient: Lowering = {
  ops: ['DepthwiseConv2dNativeBackpropFilter'],
  layout: ({ inputs, outputs }) => [
    [inputs['x']!, CHANNELS_FIRST],
    [inputs['dy']!, CHANNELS_FIRST],
    [outputs[0]!, DEPTHWISE_FILTER],
  ],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, dy } = inputs as { x: GraphValue; dy: GraphValue };
    const [output] = outputs as [GraphValue];
    const [height, width, channels, multiplier] = output.shape as [number, number, number, number];
    const window = convolutionWindow(x.shape, output.shape, dy.shape, attributes, true);
    const [batch, places, positions] = [x.shape[0]!, height * width, sizeOfShape(window.positions)];
    const planes = batch * channels;
    const gathered = windows(
      reachedPart(emit.input(x, CHANNELS_FIRST), window, emit),
      batch,
      channels,
      reached(window),
      emit,
    );
    const products = emit.node('MatMul', [
      emit.reshape(emit.input(dy, CHANNELS_FIRST), [planes, multiplier, positions]),
      emit.transpose(gathered, [planes, places, positions], [0, 2, 1]),
    ]);
    const perImage = emit.reshape(products, [batch, channels, multiplier, height, width]);
    const total = emit.node('ReduceSum', [perImage, emit.int64s([0])], { keepdims: 0 });
    emit.define(output, total, DEPTHWISE_FILTER);
  },
};
