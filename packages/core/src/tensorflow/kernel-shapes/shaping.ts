import * as tf from '@tensorflow/tfjs';

import { attribute, normalAxes, one, type Infer, type InferTable, type KernelDType } from './infer.js';

const padded: Infer = ({ x }, attributes) => {
  const paddings = attribute<[number, number][]>(attributes, 'paddings');
  return one(
    x!.shape.map((size, axis) => size + paddings[axis]![0] + paddings[axis]![1]),
    x!.dtype,
  );
};

/** How many numbers a range has. TensorFlow.js takes a step of 1, its default, for −1 where the range leads down. */
function rangeLength(start: number, stop: number, step: number): number {
  const leadsAway = stop > start ? step < 0 : step > 1;
  return start === stop || leadsAway ? 0 : Math.abs(Math.ceil((stop - start) / step));
}

/** Kernels that move values about. */
export const shaping: InferTable = {
  BatchToSpaceND: ({ x }, attributes) => {
    const block = attribute<number[]>(attributes, 'blockShape');
    const crops = attribute<[number, number][]>(attributes, 'crops');
    const product = block.reduce((a, b) => a * b, 1);
    const shape = x!.shape.map((size, axis) => {
      if (axis === 0) return size / product;
      const [before, after] = crops[axis - 1] ?? [0, 0];
      return size * (block[axis - 1] ?? 1) - before - after;
    });
    return one(shape, x!.dtype);
  },
  Concat: (inputs, attributes) => {
    const list = Object.values(inputs);
    const [axis] = normalAxes(attribute<number>(attributes, 'axis'), list[0]!.shape.length);
    const total = list.reduce((sum, { shape }) => sum + shape[axis!]!, 0);
    return one(list[0]!.shape.with(axis!, total), list[0]!.dtype);
  },
  DepthToSpace: ({ x }, attributes) => {
    const block = attribute<number>(attributes, 'blockSize');
    const [batch, height, width, depth] = x!.shape as [number, number, number, number];
    return one([batch, height * block, width * block, depth / block ** 2], x!.dtype);
  },
  Diag: ({ x }) => one([...x!.shape, ...x!.shape], x!.dtype),
  ExpandDims: ({ input }, attributes) => {
    const dim = attribute<number>(attributes, 'dim');
    const position = dim < 0 ? input!.shape.length + dim + 1 : dim;
    return one([...input!.shape.slice(0, position), 1, ...input!.shape.slice(position)], input!.dtype);
  },
  Fill: (_inputs, attributes) =>
    one(attribute<number[]>(attributes, 'shape'), attribute<KernelDType>(attributes, 'dtype')),
  FlipLeftRight: ({ image }) => one(image!.shape, image!.dtype),
  LinSpace: (_inputs, attributes) => one([attribute<number>(attributes, 'num')], 'float32'),
  MirrorPad: padded,
  Pack: (inputs, attributes) => {
    const list = Object.values(inputs);
    const axis = attribute<number>(attributes, 'axis');
    const { shape, dtype } = list[0]!;
    const position = axis < 0 ? shape.length + axis + 1 : axis;
    return one([...shape.slice(0, position), list.length, ...shape.slice(position)], dtype);
  },
  PadV2: padded,
  Range: (_inputs, attributes) => {
    const [start, stop, step] = ['start', 'stop', 'step'].map((name) => attribute<number>(attributes, name));
    return one([rangeLength(start!, stop!, step!)], attribute<KernelDType>(attributes, 'dtype'));
  },
  Reshape: ({ x }, attributes) => {
    const size = x!.shape.reduce((a, b) => a * b, 1);
    return one(tf.util.inferFromImplicitShape(attribute<number[]>(attributes, 'shape'), size), x!.dtype);
  },
  Reverse: ({ x }) => one(x!.shape, x!.dtype),
  Slice: ({ x }, attributes) => {
    const begin = attribute<number[]>(attributes, 'begin');
    const size = attribute<number[]>(attributes, 'size');
    const [, shape] = tf.slice_util.parseSliceParams({ shape: x!.shape } as tf.Tensor, begin, size);
    return one(shape!, x!.dtype);
  },
  SpaceToBatchND: ({ x }, attributes) => {
    const block = attribute<number[]>(attributes, 'blockShape');
    const paddings = attribute<[number, number][]>(attributes, 'paddings');
    const product = block.reduce((a, b) => a * b, 1);
    const shape = x!.shape.map((size, axis) => {
      if (axis === 0) return size * product;
      const [before, after] = paddings[axis - 1] ?? [0, 0];
      return (size + before + after) / (block[axis - 1] ?? 1);
    });
    return one(shape, x!.dtype);
  },
  SplitV: ({ x }, attributes) => {
    const [axis] = normalAxes(attribute<number>(attributes, 'axis'), x!.shape.length);
    const sizes = tf.backend_util.prepareSplitSize(
      { shape: x!.shape } as tf.Tensor,
      attribute<number | number[]>(attributes, 'numOrSizeSplits'),
      axis,
    );
    return sizes.map((size) => ({ shape: x!.shape.with(axis!, size), dtype: x!.dtype }));
  },
  StridedSlice: ({ x }, attributes) => {
    const { finalShape } = tf.slice_util.sliceInfo(
      [...x!.shape],
      attribute<number[]>(attributes, 'begin'),
      attribute<number[]>(attributes, 'end'),
      attribute<number[]>(attributes, 'strides'),
      attribute<number>(attributes, 'beginMask'),
      attribute<number>(attributes, 'endMask'),
      attribute<number>(attributes, 'ellipsisMask'),
      attribute<number>(attributes, 'newAxisMask'),
      attribute<number>(attributes, 'shrinkAxisMask'),
    );
    return one(finalShape, x!.dtype);
  },
  Tile: ({ x }, attributes) => {
    const repeats = attribute<number[]>(attributes, 'reps');
    return one(
      x!.shape.map((size, axis) => size * repeats[axis]!),
      x!.dtype,
    );
  },
  Transpose: ({ x }, attributes) =>
    one(
      attribute<number[]>(attributes, 'perm').map((axis) => x!.shape[axis]!),
      x!.dtype,
    ),
  Unpack: ({ value }, attributes) => {
    const [axis] = normalAxes(attribute<number>(attributes, 'axis'), value!.shape.length);
    const type = { shape: value!.shape.toSpliced(axis!, 1), dtype: value!.dtype };
    return Array.from({ length: value!.shape[axis!]! }, () => type);
  },
};
