import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, float, int, typed, type TensorflowAttributes } from '../model.js';
import { convolutions } from './convolution.js';
import { depthwise } from './depthwise.js';
import { poolings } from './pooling.js';

function corners({ alignCorners, halfPixelCenters }: Readonly<Record<string, unknown>>): TensorflowAttributes {
  return { align_corners: alignCorners === true, half_pixel_centers: halfPixelCenters === true };
}

const resize: Lowering = {
  ops: ['ResizeBilinear', 'ResizeNearestNeighbor'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { images } = inputs as { images: GraphValue };
    const [output] = outputs as [GraphValue];
    const names = [emit.input(images), emit.numbers(output.shape.slice(1, 3), 'int32')];
    emit.define(output, emit.node(op, names, { ...typed(images.dtype), ...corners(attributes) }));
  },
};

const resizeGradients: Lowering = {
  ops: ['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { images, dy } = inputs as { images: GraphValue; dy: GraphValue };
    const like = op === 'ResizeBilinearGrad' ? emit.cast(emit.input(images), images.dtype, 'float32') : emit.numbers(images.shape.slice(1, 3), 'int32'); // prettier-ignore
    emit.define(outputs[0]!, emit.node(op, [emit.input(dy), like], { ...FLOAT, ...corners(attributes) }));
  },
};

/** Batch normalisation by given statistics. */
const fusedBatchNorm: Lowering = {
  ops: ['FusedBatchNorm'],
  lower({ inputs, outputs, attributes }, emit) {
    const { x, mean, variance, scale, offset } = inputs as Record<string, GraphValue | undefined>;
    const epsilon = (attributes['varianceEpsilon'] as number | undefined) ?? 1e-3;
    const shifted = emit.float('AddV2', emit.input(variance!), emit.scalar(epsilon, 'float32'));
    const inverse = emit.float('Rsqrt', shifted);
    const factor = scale === undefined ? inverse : emit.float('Mul', emit.input(scale), inverse);
    const scaled = emit.float('Mul', emit.float('Sub', emit.input(x!), emit.input(mean!)), factor);
    emit.define(outputs[0]!, offset === undefined ? scaled : emit.float('AddV2', scaled, emit.input(offset)));
  },
};

/** Local response normalisation, and its gradient. */
const localResponse: Lowering = {
  ops: ['LRN', 'LRNGrad'],
  lower({ op, inputs, outputs, attributes }, emit) {
    const { depthRadius, bias, alpha, beta } = attributes as Record<string, number>;
    const kinds = {
      ...FLOAT,
      depth_radius: int(depthRadius!),
      bias: float(bias!),
      alpha: float(alpha!),
      beta: float(beta!),
    };
    const keys = op === 'LRN' ? ['x'] : ['dy', 'x', 'y'];
    emit.define(outputs[0]!, emit.node(op, keys.map((key) => emit.input(inputs[key]!)), kinds)); // prettier-ignore
  },
};

/** What treats images and volumes. */
export const images: readonly Lowering[] = [
  ...convolutions,
  ...depthwise,
  ...poolings,
  fusedBatchNorm,
  localResponse,
  resize,
  resizeGradients,
];
