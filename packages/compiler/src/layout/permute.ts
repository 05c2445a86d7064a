import { sizeOfShape, type GraphData } from '../graph/graph.js';
import { inverseLayout, layoutShape, type Layout } from './layout.js';

/** Numbers that lie as TensorFlow.js has them, in a layout. */
export function intoLayout<Data extends GraphData>(data: Data, shape: readonly number[], layout: Layout): Data {
  return layout.length === 0 ? data : permuted(data, shape, layout);
}

/** Numbers that lie in a layout, as TensorFlow.js has them. */
export function fromLayout<Data extends GraphData>(data: Data, shape: readonly number[], layout: Layout): Data {
  return layout.length === 0 ? data : permuted(data, layoutShape(shape, layout), inverseLayout(layout));
}

function permuted<Data extends GraphData>(data: Data, shape: readonly number[], permutation: readonly number[]): Data {
  const result = data.slice() as Data;
  const strides = shape.map((_, axis) => sizeOfShape(shape.slice(axis + 1)));
  const sizes = permutation.map((axis) => shape[axis]!);
  const steps = permutation.map((axis) => strides[axis]!);
  const position = new Array<number>(sizes.length).fill(0);
  for (let to = 0, from = 0; to < result.length; to++) {
    result[to] = data[from]!;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += steps[axis]!;
      if (++position[axis]! < sizes[axis]!) break;
      from -= steps[axis]! * sizes[axis]!;
      position[axis] = 0;
    }
  }
  return result;
}
