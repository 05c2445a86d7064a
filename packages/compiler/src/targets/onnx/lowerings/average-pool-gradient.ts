import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import { layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { alongAxis, type SparseRows } from './along-axis.js';
import { paddingRefusal } from './pooling.js';
import { repeated } from './repeated.js';
import { allAre, poolingWindow, type Window } from '../../../layout/window.js';
import { imageLayout } from './window.js';

/**
 * Gradients of average pooling: each position gives its gradient to the places that it saw, divided by the size of the window,
 * as TensorFlow.js's kernel has it; core puts in what padded windows lack. Both go axis by axis, so that a product with a matrix
 * for each axis does it.
 */
export const averagePoolGradient: Lowering = {
  ops: ['AvgPoolGrad', 'AvgPool3DGrad'],
  layout: ({ inputs, outputs, attributes }) => {
    const preferred = imageLayout(outputs[0]!.shape.length, { attributes });
    return [
      [inputs['dy']!, preferred],
      [outputs[0]!, preferred],
    ];
  },
  refuses: ({ inputs, attributes }) =>
    paddingRefusal(poolingWindow(inputs['input']!.shape, inputs['dy']!.shape, attributes)),
  lower({ inputs, outputs, attributes }, emit) {
    const { dy, input } = inputs as { dy: GraphValue; input: GraphValue };
    const [output] = outputs as [GraphValue];
    const layout = imageLayout(output.shape.length, { attributes });
    const window = poolingWindow(input.shape, dy.shape, attributes);
    let [name, shape] = [emit.input(dy, layout), layoutShape(dy.shape, layout)];
    if (isTiled(window)) {
      const share = emit.node('Mul', [name, emit.scalar(1 / sizeOfShape(window.filter), 'float32')]);
      return emit.define(output, repeated(share, layoutShape(output.shape, layout), emit), layout);
    }
    for (let axis = window.size.length - 1; axis >= 0; axis--) {
      name = alongAxis(name, shape, axis + 2, shares(window, axis), window.size[axis]!, emit);
      shape = shape.with(axis + 2, window.size[axis]!);
    }
    emit.define(output, name, layout);
  },
};

/** Whether windows lie side by side in images, and cover them. */
function isTiled({ size, positions, filter, strides, before }: Window): boolean {
  const covers = size.every((each, axis) => each === positions[axis]! * filter[axis]!);
  return size.length === 2 && covers && allAre(0, before) && String(filter) === String(strides);
}

/** What each position of a window gives to which place along an axis. */
function shares({ size, positions, filter, strides, dilations, before }: Window, axis: number): SparseRows {
  return Array.from({ length: positions[axis]! }, (_, position) => {
    const first = position * strides[axis]! - before[axis]!;
    const places = Array.from({ length: filter[axis]! }, (__, index) => first + index * dilations[axis]!);
    const seen = places.filter((place) => place >= 0 && place < size[axis]!);
    return seen.map((place) => [place, 1 / filter[axis]!] as const);
  });
}
