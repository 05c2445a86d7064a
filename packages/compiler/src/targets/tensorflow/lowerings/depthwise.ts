import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import { allAre, convolutionWindow, reached, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { FLOAT } from '../model.js';
import { biased, fusedActivation } from './activations.js';
import { givenByPlaces, seenByPlaces, total } from './by-places.js';
import { reachedPart, slidingAttributes, withSizes, withUnreached } from './sliding.js';

/** Convolutions of each channel by itself. */
const forward: Lowering = {
  ops: ['DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
  lower(node, emit) {
    const { x, filter, bias } = node.inputs as { x: GraphValue; filter: GraphValue; bias?: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(x.shape, filter.shape, output.shape, node.attributes, true);
    const images = reachedPart(emit.input(x), x.shape, window, emit);
    const narrow = reached(window);
    const result = isNative(narrow)
      ? emit.node('DepthwiseConv2dNative', [images, emit.input(filter)], {
          ...FLOAT,
          ...slidingAttributes(narrow, node),
        })
      : byPlaces(images, x.shape, filter, narrow, emit);
    const whole = emit.reshape(result, output.shape);
    emit.define(output, fusedActivation(bias === undefined ? whole : biased(whole, bias, output, emit), node, emit));
  },
};

const inputGradient: Lowering = {
  ops: ['DepthwiseConv2dNativeBackpropInput'],
  lower(node, emit) {
    const { dy, filter } = node.inputs as { dy: GraphValue; filter: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(output.shape, filter.shape, dy.shape, node.attributes, true);
    const narrow = reached(window);
    const sizes = emit.numbers(withSizes(output.shape, narrow.size), 'int32');
    const result = isNative(narrow)
      ? emit.node('DepthwiseConv2dNativeBackpropInput', [sizes, emit.input(filter), emit.input(dy)], {
          ...FLOAT,
          ...slidingAttributes(narrow, node),
        })
      : inputByPlaces(emit.input(dy), output.shape, filter, narrow, emit);
    emit.define(output, withUnreached(result, window, emit));
  },
};

const filterGradient: Lowering = {
  ops: ['DepthwiseConv2dNativeBackpropFilter'],
  lower(node, emit) {
    const { x, dy } = node.inputs as { x: GraphValue; dy: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = convolutionWindow(x.shape, output.shape, dy.shape, node.attributes, true);
    const narrow = reached(window);
    const images = reachedPart(emit.input(x), x.shape, window, emit);
    const result = isNative(narrow)
      ? emit.node(
          'DepthwiseConv2dNativeBackpropFilter',
          [images, emit.numbers(output.shape, 'int32'), emit.input(dy)],
          {
            ...FLOAT,
            ...slidingAttributes(narrow, node),
          },
        )
      : filterByPlaces(images, x.shape, emit.input(dy), output, narrow, emit);
    emit.define(output, result);
  },
};

/** TensorFlow has no dilations here, and one stride for both axes. */
function isNative({ dilations, strides }: Window): boolean {
  return allAre(1, dilations) && strides[0] === strides[1];
}

/** The factors `[channels, multiplier]` of each place of a filter. */
function factors(filter: GraphValue, emit: Emitter): string[] {
  const [height, width, channels, multiplier] = filter.shape as [number, number, number, number];
  const whole = emit.reshape(emit.input(filter), [height * width, channels, multiplier]);
  return Array.from({ length: height * width }, (_, place) =>
    emit.reshape(emit.slice(whole, [place, 0, 0], [1, channels, multiplier]), [channels, multiplier]),
  );
}

function byPlaces(images: string, shape: readonly number[], filter: GraphValue, window: Window, emit: Emitter): string {
  const own = factors(filter, emit);
  const seen = withSizes(shape, window.positions);
  const products = seenByPlaces(images, shape, window, emit, (part, place) =>
    emit.float('Mul', emit.reshape(part, [...seen, 1]), own[place]!),
  );
  return total(products, emit);
}

function inputByPlaces(
  dy: string,
  shape: readonly number[],
  filter: GraphValue,
  window: Window,
  emit: Emitter,
): string {
  const own = factors(filter, emit);
  const given = emit.reshape(dy, [...withSizes(shape, window.positions), filter.shape[3]!]);
  return givenByPlaces(shape, window, emit, (place) => emit.reduce('Sum', emit.float('Mul', given, own[place]!), [4]));
}

function filterByPlaces(
  images: string,
  shape: readonly number[],
  dy: string,
  filter: GraphValue,
  window: Window,
  emit: Emitter,
): string {
  const [channels, multiplier] = filter.shape.slice(-2) as [number, number];
  const count = sizeOfShape(withSizes(shape, window.positions)) / channels;
  const given = emit.reshape(dy, [count, channels, multiplier]);
  const sums = seenByPlaces(images, shape, window, emit, (part) =>
    emit.reduce('Sum', emit.float('Mul', emit.reshape(part, [count, channels, 1]), given), [0]),
  );
  return emit.reshape(emit.concat(sums, 0), filter.shape);
}

/** Depthwise convolutions and their gradients. */
export const depthwise: readonly Lowering[] = [forward, filterGradient, inputGradient];
