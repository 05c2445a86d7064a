import { sizeOfShape, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import { FILTER, type Layout } from '../../../layout/layout.js';
import { imageLayout } from './window.js';

/** Filters of volumes as ONNX has them: `[out, in, depth, height, width]`. */
const VOLUME_FILTER: Layout = [4, 3, 0, 1, 2];
/** Filters of depthwise convolutions: `[in, multiplier, height, width]`. */
export const DEPTHWISE_FILTER: Layout = [2, 3, 0, 1];

/** Whether a kernel is one of depthwise convolution. */
export function isDepthwise({ op }: Pick<GraphNode, 'op'>): boolean {
  return op.includes('Depthwise');
}

/** How images, such as `image`, and filters of a kernel of convolution lie best. */
export function convolutionLayouts(node: GraphNode, image: GraphValue): { image: Layout; filter: Layout } {
  const rank = image.shape.length;
  // TensorFlow.js takes no other format where a convolution is depthwise.
  if (isDepthwise(node)) return { image: imageLayout(rank, { attributes: {} }), filter: DEPTHWISE_FILTER };
  return { image: imageLayout(rank, node), filter: rank === 5 ? VOLUME_FILTER : FILTER };
}

/** Above so many places in a filter a product to turn it round costs more than it saves. */
const LARGEST_PRODUCT = 64;

/** A tensor `[first, second, …spatial]` with its spatial axes turned round. */
export function turnedRound(
  name: string,
  leading: readonly [number, number],
  filter: readonly number[],
  emit: Emitter,
): string {
  const places = sizeOfShape(filter);
  if (places === 1) return name;
  if (places > LARGEST_PRODUCT) {
    const axes = emit.int64s(filter.map((_, axis) => axis + 2));
    const all = (value: number): string => emit.int64s(filter.map(() => value));
    return emit.node('Slice', [name, all(-1), all(-(2 ** 31)), axes, all(-1)]);
  }
  // A small product with a 0/1 matrix takes half the time of a Slice backwards.
  const matrix = new Float32Array(places ** 2);
  for (let place = 0; place < places; place++) matrix[place * places + places - 1 - place] = 1;
  const flat = emit.reshape(name, [leading[0] * leading[1], places]);
  const turned = emit.node('MatMul', [flat, emit.numbers(matrix, 'float32', [places, places])]);
  return emit.reshape(turned, [...leading, ...filter]);
}
