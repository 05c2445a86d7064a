import { sizeOfShape, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import { poolingWindow, reached, type Window } from '../../../layout/window.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, int, type, typed, type TensorflowAttributes } from '../model.js';
import { isInside, paddings, reachedPart, withSizes, withUnreached } from './sliding.js';

/** What is put around images: smaller than all that is there. */
const LOWEST = -Infinity;

/** What TensorFlow takes for the maximum of nothing but −Infinity. */
const MAXIMUM_OF_NONE = -3.4028234663852886e38;

/** Average and max pooling of images and volumes. An average counts what is there and not the padding. */
const forward: Lowering = {
  ops: ['AvgPool', 'AvgPool3D', 'MaxPool', 'MaxPool3D'],
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = poolingWindow(x.shape, output.shape, node.attributes);
    const narrow = reached(window);
    const dtype = x.dtype === 'float32' ? 'float32' : 'float64';
    const images = reachedPart(emit.cast(emit.input(x), x.dtype, dtype), x.shape, window, emit);
    const result = node.op.startsWith('Max')
      ? maximum(node, images, narrow, dtype, emit)
      : average(node, images, narrow, emit);
    emit.define(output, emit.cast(result, dtype, output.dtype));
  },
};

function maximum(
  { op }: GraphNode,
  images: string,
  window: Window,
  dtype: 'float32' | 'float64',
  emit: Emitter,
): string {
  const padded = emit.pad(images, paddings(window), LOWEST, dtype);
  const found = emit.node(op, [padded], { ...typed(dtype), ...sliding(window) });
  if (isInside(window) || dtype !== 'float32') return found;
  // A window may see nothing but padding.
  const isNone = emit.float('LessEqual', found, emit.scalar(MAXIMUM_OF_NONE, dtype));
  return emit.where(isNone, emit.scalar(LOWEST, dtype), found);
}

/** Sums by averages of what zeros are put around, and divided by what is there. */
function average(node: GraphNode, images: string, window: Window, emit: Emitter): string {
  const mean = emit.node(node.op, [emit.pad(images, paddings(window), 0)], { ...FLOAT, ...sliding(window) });
  return isInside(window) ? mean : emit.float('Mul', mean, corrections(window, emit));
}

/** By how much the mean over a whole window is smaller than that over what is there, `[1, …positions, 1]`. */
function corrections({ size, positions, filter, strides, before, dilations }: Window, emit: Emitter): string {
  const counts = filter.map((length, axis) =>
    Array.from({ length: positions[axis]! }, (_, position) => {
      const first = position * strides[axis]! - before[axis]!;
      const places = Array.from({ length }, (__, at) => first + at * dilations[axis]!);
      return places.filter((place) => place >= 0 && place < size[axis]!).length;
    }),
  );
  const all = counts.reduce<number[]>(
    (products, own) => products.flatMap((each) => own.map((count) => each * count)),
    [1],
  );
  const factors = all.map((count) => sizeOfShape(filter) / count);
  return emit.numbers(factors, 'float32', [1, ...positions, 1]);
}

/**
 * Gradients of average pooling: each position gives its gradient to the places that it saw, divided by the size of the window, as
 * TensorFlow.js's kernel has it; core puts in what padded windows lack.
 */
const averageGradient: Lowering = {
  ops: ['AvgPoolGrad', 'AvgPool3DGrad'],
  lower(node, emit) {
    const { dy, input } = node.inputs as { dy: GraphValue; input: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = poolingWindow(input.shape, dy.shape, node.attributes);
    const narrow = reached(window);
    const shape = emit.numbers(paddedShape(output.shape, narrow), 'int32');
    const whole = emit.node(node.op, [shape, emit.input(dy)], { ...FLOAT, ...sliding(narrow) });
    emit.define(output, withUnreached(withoutPadding(whole, output.shape, narrow, emit), window, emit));
  },
};

/**
 * Gradients of max pooling. A window gives its gradient to one place that has its maximum: the first, in volumes the last, as
 * TensorFlow.js's cpu kernels do.
 */
const maxGradient: Lowering = {
  ops: ['MaxPoolGrad', 'MaxPool3DGrad'],
  lower(node, emit) {
    const { dy, input, output: y } = node.inputs as { dy: GraphValue; input: GraphValue; output: GraphValue };
    const [output] = node.outputs as [GraphValue];
    const window = poolingWindow(input.shape, dy.shape, node.attributes);
    const narrow = reached(window);
    const images = emit.pad(reachedPart(emit.input(input), input.shape, window, emit), paddings(narrow), LOWEST);
    const shape = paddedShape(output.shape, narrow);
    // The maximum of nothing but −Infinity is nowhere.
    const [lowest, zero] = [MAXIMUM_OF_NONE, 0].map((value) => emit.scalar(value, 'float32')) as [string, string];
    const given = emit.where(emit.float('LessEqual', emit.input(y), lowest), zero, emit.input(dy));
    const whole =
      node.op === 'MaxPoolGrad'
        ? emit.node('MaxPoolGrad', [images, emit.input(y), given], { ...FLOAT, ...sliding(narrow) })
        : toTheLast(images, given, shape, narrow, emit);
    emit.define(output, withUnreached(withoutPadding(whole, output.shape, narrow, emit), window, emit));
  },
};

/** Windows that overlap nothing but what is there: padding was put around before. */
function sliding({ filter, strides }: Window): TensorflowAttributes {
  const data_format = filter.length === 3 ? 'NDHWC' : 'NHWC';
  return { ksize: [1, ...filter, 1], strides: [1, ...strides, 1], padding: 'VALID', data_format };
}

function paddedShape(shape: readonly number[], window: Window): number[] {
  const around = paddings(window).slice(1, -1);
  return withSizes(
    shape,
    window.size.map((each, axis) => each + around[axis]![0]! + around[axis]![1]!),
  );
}

function withoutPadding(name: string, shape: readonly number[], window: Window, emit: Emitter): string {
  if (isInside(window)) return name;
  return emit.slice(name, paddings(window).map(([before]) => before!), withSizes(shape, window.size)); // prettier-ignore
}

/** TensorFlow gives to all places with the maximum of a volume's window: here windows are gathered, and the last one is looked for. */
function toTheLast(images: string, dy: string, shape: readonly number[], window: Window, emit: Emitter): string {
  const [batch, channels] = [shape[0]!, shape.at(-1)!];
  const size = shape.slice(1, -1);
  const count = sizeOfShape(window.filter);
  const positions = sizeOfShape(window.positions);
  const where = seenPlaces(window, size);
  const places = emit.reshape(images, [batch, sizeOfShape(size), channels]);
  const gather = { Tparams: type('float32'), Tindices: type('int32'), Taxis: type('int32'), batch_dims: int(0) };
  const names = [places, emit.numbers(where, 'int32', [count, positions]), emit.scalar(1, 'int32')];
  // [batch, places of the filter, positions, channels], the last place first.
  const seen = emit.node('GatherV2', names, gather);
  const kinds = { ...FLOAT, Tidx: type('int32'), output_type: type('int32') };
  const best = emit.node('ArgMax', [seen, emit.scalar(1, 'int32')], kinds);
  const values = [1, 0].map((value) => emit.scalar(value, 'float32'));
  const hot = { ...FLOAT, TI: type('int32'), axis: int(1) };
  const hits = emit.node('OneHot', [best, emit.scalar(count, 'int32'), ...values], hot);
  const given = emit.float('Mul', hits, emit.reshape(dy, [batch, 1, positions, channels]));
  const rows = emit.reshape(emit.transpose(given, [1, 2, 0, 3]), [count * positions, batch * channels]);
  const segments = [rows, emit.numbers(where, 'int32'), emit.scalar(sizeOfShape(size), 'int32')];
  const sums = emit.node('UnsortedSegmentSum', segments, {
    ...FLOAT,
    Tindices: type('int32'),
    Tnumsegments: type('int32'),
  });
  const back = emit.transpose(emit.reshape(sums, [sizeOfShape(size), batch, channels]), [1, 0, 2]);
  return emit.reshape(back, shape);
}

/** The flat places that each place of a filter sees at each position, from the last place of the filter to the first. */
function seenPlaces({ filter, positions, strides }: Window, size: readonly number[]): number[] {
  const count = sizeOfShape(filter);
  const at = (index: number, sizes: readonly number[], axis: number): number =>
    Math.floor(index / sizeOfShape(sizes.slice(axis + 1))) % sizes[axis]!;
  return Array.from({ length: count }, (_, index) => count - 1 - index).flatMap((place) =>
    Array.from(
      { length: sizeOfShape(positions) },
      (_, position) =>
      size.reduce((flat, length, axis) => flat * length + at(position, positions, axis) * strides[axis]! + at(place, filter, axis), 0), // prettier-ignore
    ),
  );
}

/** Poolings and their gradients. */
export const poolings: readonly Lowering[] = [forward, averageGradient, maxGradient];
