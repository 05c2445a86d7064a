import { sizeOfShape, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import { allAre, convolutionWindow, reached, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, type } from '../model.js';
import { biased, fusedActivation } from './activations.js';
import { givenByPlaces, rowsOf, seenByPlaces, total } from './by-places.js';
import {
  channelsLast,
  defineChannelsLast,
  isPlanar,
  reachedPart,
  shapeChannelsLast,
  slidingAttributes,
  withSizes,
  withUnreached,
} from './sliding.js';

/** Convolutions of images and volumes, and those with bias and activation in one. */
const convolution: Lowering = {
  ops: ['Conv2D', 'Conv3D', 'FusedConv2D'],
  lower(node, emit) {
    const { x, filter, bias } = node.inputs as { x: GraphValue; filter: GraphValue; bias?: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(x.shape, filter.shape, output.shape, node.attributes);
    const shape = shapeChannelsLast(x, node);
    const images = reachedPart(channelsLast(x, node, emit), shape, window, emit);
    const op = filter.shape.length === 5 ? 'Conv3D' : 'Conv2D';
    // On a processor TensorFlow dilates in two dimensions.
    const result =
      hasEvenStrides(window) && (op === 'Conv2D' || allAre(1, window.dilations))
        ? emit.node(op, [images, emit.input(filter)], {
            ...FLOAT,
            ...slidingAttributes(reached(window), node),
            dilations: [1, ...window.dilations, 1],
          })
        : convolvedByPlaces(images, shape, filter, reached(window), emit);
    if (isPlanar(node)) return definePlanar(node, result, emit);
    const sum = bias === undefined ? result : biased(result, bias, output, emit);
    emit.define(output, fusedActivation(sum, node, emit));
  },
};

/** Where channels are in front, biases and slopes stand beside them there. */
function definePlanar(node: GraphNode, result: string, emit: Emitter): void {
  const { bias } = node.inputs;
  const [output] = node.outputs as [GraphValue];
  const planar = emit.transpose(result, [0, 3, 1, 2]);
  const isVector = bias?.shape.length === 1 && bias.shape[0] !== 1;
  const beside = bias === undefined ? undefined : isVector ? emit.reshape(emit.input(bias), [...bias.shape, 1, 1]) : emit.input(bias); // prettier-ignore
  emit.define(output, fusedActivation(beside === undefined ? planar : emit.float('AddV2', planar, beside), node, emit));
}

/** Gradients of convolutions with respect to their input; transposed convolutions are the same kernels. */
const inputGradient: Lowering = {
  ops: ['Conv2DBackpropInput', 'Conv3DBackpropInputV2'],
  lower(node, emit) {
    const { dy, filter } = node.inputs as { dy: GraphValue; filter: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(output.shape, filter.shape, dy.shape, node.attributes);
    const shape = shapeChannelsLast(output, node);
    const narrow = reached(window);
    if (narrow.size.some((size) => size <= 0)) return emit.define(output, zeros(output, emit));
    const given = channelsLast(dy, node, emit);
    const result = allAre(1, window.dilations)
      ? emit.node(
          window.size.length === 3 ? 'Conv3DBackpropInputV2' : 'Conv2DBackpropInput',
          [emit.numbers(withSizes(shape, narrow.size), 'int32'), emit.input(filter), given],
          {
            ...FLOAT,
            ...slidingAttributes(narrow, node),
            ...(window.size.length === 3 ? { Tshape: type('int32') } : {}),
          },
        )
      : inputGradientByPlaces(given, shape, filter, narrow, emit);
    defineChannelsLast(output, withUnreached(result, window, emit), node, emit);
  },
};

/** Gradients of convolutions with respect to their filter. */
const filterGradient: Lowering = {
  ops: ['Conv2DBackpropFilter', 'Conv3DBackpropFilterV2'],
  lower(node, emit) {
    const { x, dy } = node.inputs as { x: GraphValue; dy: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(x.shape, output.shape, dy.shape, node.attributes);
    const shape = shapeChannelsLast(x, node);
    // Where places are left over for filters of one place, TensorFlow 2.18 writes beside its memory.
    const narrow = reached(window, true);
    const images = reachedPart(channelsLast(x, node, emit), shape, window, emit, true);
    const given = channelsLast(dy, node, emit);
    const op = window.size.length === 3 ? 'Conv3DBackpropFilterV2' : 'Conv2DBackpropFilter';
    const result =
      hasEvenStrides(window) && allAre(1, window.dilations)
        ? emit.node(op, [images, emit.numbers(output.shape, 'int32'), given], {
            ...FLOAT,
            ...slidingAttributes(narrow, node),
          })
        : filterGradientByPlaces(images, shape, given, output, narrow, emit);
    emit.define(output, result);
  },
};

/** With other strides TensorFlow 2.18 may read and write beside its memory. */
function hasEvenStrides({ strides }: Window): boolean {
  return strides.every((stride) => stride === strides[0]);
}

function zeros({ shape }: GraphValue, emit: Emitter): string {
  return emit.broadcast(emit.scalar(0, 'float32'), shape);
}

/** The matrix `[inputs, outputs]` of each place of a filter. */
function matrices(filter: GraphValue, emit: Emitter): string[] {
  const [inputs, outputs] = filter.shape.slice(-2) as [number, number];
  const count = sizeOfShape(filter.shape.slice(0, -2));
  const whole = emit.reshape(emit.input(filter), [count, inputs, outputs]);
  return Array.from({ length: count }, (_, place) =>
    emit.reshape(emit.slice(whole, [place, 0, 0], [1, inputs, outputs]), [inputs, outputs]),
  );
}

function convolvedByPlaces(
  images: string,
  shape: readonly number[],
  filter: GraphValue,
  window: Window,
  emit: Emitter,
): string {
  const own = matrices(filter, emit);
  const seen = withSizes(shape, window.positions);
  const products = seenByPlaces(images, shape, window, emit, (part, place) =>
    emit.node('MatMul', [rowsOf(part, seen, emit), own[place]!], { ...FLOAT, transpose_a: false, transpose_b: false }),
  );
  return emit.reshape(total(products, emit), [...seen.slice(0, -1), filter.shape.at(-1)!]);
}

function inputGradientByPlaces(
  dy: string,
  shape: readonly number[],
  filter: GraphValue,
  window: Window,
  emit: Emitter,
): string {
  const own = matrices(filter, emit);
  const given = withSizes([shape[0]!, filter.shape.at(-1)!], window.positions);
  const rows = rowsOf(dy, given, emit);
  return givenByPlaces(shape, window, emit, (place) => {
    const product = emit.node('MatMul', [rows, own[place]!], { ...FLOAT, transpose_a: false, transpose_b: true });
    return emit.reshape(product, withSizes(shape, window.positions));
  });
}

function filterGradientByPlaces(
  images: string,
  shape: readonly number[],
  dy: string,
  filter: GraphValue,
  window: Window,
  emit: Emitter,
): string {
  const rows = rowsOf(dy, withSizes([shape[0]!, filter.shape.at(-1)!], window.positions), emit);
  const seen = withSizes(shape, window.positions);
  const products = seenByPlaces(images, shape, window, emit, (part) =>
    emit.node('MatMul', [rowsOf(part, seen, emit), rows], { ...FLOAT, transpose_a: true, transpose_b: false }),
  );
  return emit.reshape(emit.concat(products, 0), filter.shape);
}

/** Convolutions and their gradients. */
export const convolutions: readonly Lowering[] = [convolution, filterGradient, inputGradient];
