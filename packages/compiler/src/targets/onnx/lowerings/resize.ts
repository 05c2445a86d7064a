import { sizeOfShape, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { CHANNELS_FIRST, layoutShape } from '../../../layout/layout.js';
import type { Lowering } from '../lowering.js';
import { alongAxis, type SparseRows } from './along-axis.js';
import { repeated } from './repeated.js';

/** How places of the new size and the old one belong together. */
interface Correspondence {
  readonly from: number;
  readonly to: number;
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** Resizing by taking the nearest place. */
export const resizeNearest: Lowering = {
  ops: ['ResizeNearestNeighbor'],
  layout: ({ inputs, outputs }) => [
    [inputs['images']!, CHANNELS_FIRST],
    [outputs[0]!, CHANNELS_FIRST],
  ],
  lower({ inputs, outputs, attributes }, emit) {
    const { images } = inputs as { images: GraphValue };
    const [output] = outputs as [GraphValue];
    const given = emit.input(images, CHANNELS_FIRST);
    const axes = [3, 2].map((axis) => [axis, correspondence(images, output, axis, attributes)] as const);
    const name = axes.every(([, resizing]) => isRepetition(resizing))
      ? repeated(given, layoutShape(output.shape, CHANNELS_FIRST), emit)
      : axes.reduce(
          (each, [axis, resizing]) => emit.node('Gather', [each, emit.int64s(nearest(resizing))], { axis }),
          given,
        );
    emit.define(output, name, CHANNELS_FIRST);
  },
};

/** Resizing between the two nearest places along each axis. */
export const resizeBilinear: Lowering = {
  ops: ['ResizeBilinear'],
  layout: ({ inputs, outputs }) => [
    [inputs['images']!, CHANNELS_FIRST],
    [outputs[0]!, CHANNELS_FIRST],
  ],
  lower({ inputs, outputs, attributes }, emit) {
    const { images } = inputs as { images: GraphValue };
    const [output] = outputs as [GraphValue];
    const given = emit.input(images, CHANNELS_FIRST);
    const floats = images.dtype === 'float32' ? given : emit.cast(given, 'float32');
    const size = emit.int64s(layoutShape(output.shape, CHANNELS_FIRST));
    const transformation = { mode: 'linear', coordinate_transformation_mode: transformationOf(attributes) };
    const name = emit.node('Resize', [floats, '', '', size], transformation);
    emit.define(output, name, CHANNELS_FIRST);
  },
};

function transformationOf({ alignCorners, halfPixelCenters }: Readonly<Record<string, unknown>>): string {
  if (alignCorners === true) return 'align_corners';
  return halfPixelCenters === true ? 'half_pixel' : 'asymmetric';
}

/**
 * Gradients of resizing: each new place gives its gradient to the old ones that it was made of, in the same parts. Both go axis
 * by axis, so that a product with a matrix for each axis does it. TensorFlow.js's cpu kernels are wrong for several images, for
 * images that are not square, and with half pixel centres.
 */
export const resizeGradients: Lowering = {
  ops: ['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'],
  layout: ({ inputs, outputs }) => [
    [inputs['dy']!, CHANNELS_FIRST],
    [outputs[0]!, CHANNELS_FIRST],
  ],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { dy } = inputs as { dy: GraphValue };
    const [output] = outputs as [GraphValue];
    const both = [2, 3].map((axis) => correspondence(output, dy, axis, attributes));
    if (op === 'ResizeNearestNeighborGrad' && both.every(isRepetition))
      return emit.define(output, sumsOfRepetitions(emit.input(dy, CHANNELS_FIRST), both, emit), CHANNELS_FIRST);
    let [name, shape] = [emit.input(dy, CHANNELS_FIRST), layoutShape(dy.shape, CHANNELS_FIRST)];
    for (const axis of [3, 2]) {
      const resizing = correspondence(output, dy, axis, attributes);
      const rows =
        op === 'ResizeBilinearGrad' ? between(resizing) : nearest(resizing).map((place) => [[place, 1] as const]);
      name = alongAxis(name, shape, axis, rows, resizing.from, emit);
      shape = shape.with(axis, resizing.from);
    }
    emit.define(output, name, CHANNELS_FIRST);
  },
};

/** Whether each old place is taken equally often, one after the other. */
function isRepetition({ from, to, alignCorners }: Correspondence): boolean {
  return to % from === 0 && !alignCorners;
}

/** The sums over what was repeated: an average pooling is the fastest way to them. */
function sumsOfRepetitions(dy: string, axes: readonly Correspondence[], emit: Emitter): string {
  const times = axes.map(({ from, to }) => to / from);
  const means = emit.node('AveragePool', [dy], { kernel_shape: times, strides: times });
  return emit.node('Mul', [means, emit.scalar(sizeOfShape(times), 'float32')]);
}

function correspondence(
  images: GraphValue,
  resized: GraphValue,
  axis: number,
  { alignCorners, halfPixelCenters }: Readonly<Record<string, unknown>>,
): Correspondence {
  return {
    from: images.shape[axis - 1]!,
    to: resized.shape[axis - 1]!,
    alignCorners: alignCorners === true,
    halfPixelCenters: halfPixelCenters === true,
  };
}

function scale({ from, to, alignCorners }: Correspondence): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** The old place that each new one takes. */
function nearest(resizing: Correspondence): number[] {
  const { from, to, alignCorners, halfPixelCenters } = resizing;
  return Array.from({ length: to }, (_, place) => {
    const position = scale(resizing) * (halfPixelCenters ? place + 0.5 : place);
    return Math.min(from - 1, alignCorners ? Math.round(position) : Math.floor(position));
  });
}

/** The old places that each new one lies between, and their parts in it. */
function between(resizing: Correspondence): SparseRows {
  const { from, to, halfPixelCenters } = resizing;
  return Array.from({ length: to }, (_, place) => {
    const position = halfPixelCenters ? scale(resizing) * (place + 0.5) - 0.5 : scale(resizing) * place;
    const inside = Math.min(Math.max(position, 0), from - 1);
    const [low, high] = [Math.floor(inside), Math.ceil(inside)];
    return low === high ? [[low, 1] as const] : [[low, high - inside] as const, [high, inside - low] as const];
  });
}
