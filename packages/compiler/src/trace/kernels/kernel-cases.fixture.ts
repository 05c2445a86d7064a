import * as tf from '@tensorflow/tfjs';

import { integers, normal, type Values } from '../../graph/compute.fixture.js';

/** A kernel with inputs and attributes that it can be called with. */
export interface KernelCase {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, Values>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const floats = (...shape: number[]): Values => normal(3, shape);
const others = (...shape: number[]): Values => normal(4, shape);
const whole = (high: number, ...shape: number[]): Values => integers(5, shape, high);
const signed = (...shape: number[]): Values => ({
  ...whole(9, ...shape),
  data: Array.from(whole(9, ...shape).data, (value) => value - 4),
});
const truths = (...shape: number[]): Values => ({ ...integers(6, shape, 2), dtype: 'bool' });
const otherTruths = (...shape: number[]): Values => ({ ...integers(7, shape, 2), dtype: 'bool' });

type Given = Readonly<Record<string, Values>>;
type Attributes = Readonly<Record<string, unknown>>;

const of = (kernel: string, inputs: Given, attributes: Attributes = {}): KernelCase => ({ kernel, inputs, attributes });
const list = (...values: Values[]): Given => Object.fromEntries(values.map((value, index) => [String(index), value]));
const forEach = (kernels: string, ...given: readonly (readonly [Given, Attributes?])[]): KernelCase[] =>
  kernels.split(' ').flatMap((kernel) => given.map(([inputs, attributes]) => of(kernel, inputs, attributes)));

const image = { x: floats(2, 5, 6, 3) };
const volume = { x: floats(2, 4, 4, 4, 2) };
const pads = [
  [0, 0],
  [1, 2],
  [0, 1],
  [0, 0],
];

const elementwise: readonly KernelCase[] = [
  ...forEach('Ceil Cos Cosh Elu Floor Log Rsqrt Sigmoid Sin Sqrt Tan Tanh', [{ x: floats(2, 3) }]),
  ...forEach(
    'Abs Acos Acosh Asin Asinh Atan Atanh Exp Expm1 IsFinite IsInf IsNan Log1p Neg Relu Relu6 Round Selu Sign Sinh Softplus Square',
    [{ x: floats(2, 3) }],
    [{ x: signed(3, 2) }],
  ),
  ...forEach('Reciprocal', [{ x: floats(2, 3) }], [{ x: whole(3, 4) }]),
  ...forEach('Erf', [{ x: floats(7) }]),
  ...forEach('LeakyRelu Step', [{ x: floats(2, 3) }, { alpha: 0.3 }], [{ x: signed(3, 2) }, { alpha: 0.3 }]),
  ...forEach('Step', [{ x: floats(2, 3) }, { alpha: 0 }], [{ x: floats(9) }, { alpha: -1 }]),
  ...forEach(
    'ClipByValue',
    [{ x: floats(2, 3) }, { clipValueMin: -0.5, clipValueMax: 0.5 }],
    [{ x: signed(9) }, { clipValueMin: -2.5, clipValueMax: 1.5 }],
  ),
  ...forEach('Identity OnesLike ZerosLike', [{ x: floats(2, 3) }], [{ x: whole(9, 4) }], [{ x: truths(4) }]),
  ...forEach('LogicalNot', [{ x: truths(2, 3) }]),
  ...forEach(
    'Add Atan2 Maximum Minimum Multiply Pow RealDiv SquaredDifference Sub FloorDiv Mod Equal NotEqual Greater GreaterEqual Less LessEqual',
    [{ a: floats(2, 3), b: others(2, 3) }],
    [{ a: floats(2, 1, 3), b: others(4, 1) }],
    [{ a: signed(2, 12), b: { ...whole(4, 12), data: Array.from(whole(4, 12).data, (value) => value + 1) } }],
  ),
  ...forEach('FloorDiv Mod', [
    { a: signed(12), b: { ...signed(1, 12), data: [-3, 2, 3, -2, 1, -1, 5, -5, 4, -4, 7, 2] } },
  ]),
  ...forEach('BitwiseAnd', [{ a: signed(2, 3), b: whole(9, 3) }]),
  ...forEach('LogicalAnd LogicalOr Equal NotEqual Greater Multiply', [{ a: truths(2, 8), b: otherTruths(8) }]),
  of('AddN', list(floats(2, 3), others(2, 3), floats(2, 3))),
  of('AddN', list(whole(9, 3), signed(3))),
  ...['float32', 'int32', 'bool'].flatMap((dtype) => [
    ...forEach(
      'Cast',
      [{ x: { ...floats(6), data: [1.9, -1.9, 0, -0.2, 3, 7] } }, { dtype }],
      [{ x: signed(6) }, { dtype }],
      [{ x: truths(6) }, { dtype }],
    ),
  ]),
  of('EluGrad', { dy: floats(2, 3), y: others(2, 3) }),
  of('Prelu', { x: floats(2, 3, 4), alpha: others(3, 1) }),
  ...forEach(
    'Select',
    [{ condition: truths(2, 3), t: floats(2, 3), e: others(2, 3) }],
    [{ condition: truths(5), t: whole(9, 5), e: floats(5) }],
    [{ condition: truths(5), t: truths(5), e: otherTruths(5) }],
  ),
];

const reduction: readonly KernelCase[] = [
  ...[
    { axis: [1] },
    { axis: [0] },
    { axis: [0, 2] },
    { axis: [0, 1, 2] },
    { axis: [] },
    { axis: [-1], keepDims: true },
    {},
  ].flatMap((attributes) => [
    ...forEach('Mean Min Prod Sum', [{ x: floats(2, 3, 4) }, attributes], [{ x: signed(2, 3, 2) }, attributes]),
    ...forEach('All Any', [{ x: truths(2, 3, 2) }, attributes]),
    ...forEach('Mean Min Prod Sum', [{ x: truths(2, 3, 2) }, attributes]),
    ...forEach('Max', [{ x: floats(2, 3, 4) }, { ...attributes, reductionIndices: attributes.axis }]),
    ...forEach('Max', [{ x: truths(2, 3, 2) }, { ...attributes, reductionIndices: attributes.axis }]),
  ]),
  ...[0, 1, -1].flatMap((axis) => [
    ...forEach('ArgMax ArgMin', [{ x: floats(4, 3, 5) }, { axis }], [{ x: whole(3, 4, 3, 5) }, { axis }]),
    ...forEach('Cumprod Cumsum', [{ x: floats(4, 3) }, { axis: axis === -1 ? 1 : axis }]),
  ]),
  ...forEach(
    'Cumprod Cumsum',
    [{ x: signed(7) }, { axis: 0, exclusive: true }],
    [{ x: truths(7) }, { axis: 0, reverse: true }],
    [{ x: floats(2, 9) }, { axis: 1, exclusive: true, reverse: true }],
  ),
  of('Softmax', { logits: floats(2, 3, 4) }, { dim: -1 }),
  of('TopK', { x: floats(2, 3, 9) }, { k: 4, sorted: true }),
  of('TopK', { x: whole(3, 2, 9) }, { k: 9, sorted: true }),
];

const shaping: readonly KernelCase[] = [
  of(
    'BatchToSpaceND',
    { x: floats(8, 2, 3, 2) },
    {
      blockShape: [2, 2],
      crops: [
        [0, 1],
        [1, 0],
      ],
    },
  ),
  of(
    'SpaceToBatchND',
    { x: floats(2, 3, 5, 2) },
    {
      blockShape: [2, 3],
      paddings: [
        [0, 1],
        [1, 0],
      ],
    },
  ),
  of('SpaceToBatchND', { x: whole(9, 2, 4) }, { blockShape: [2], paddings: [[1, 1]] }),
  of('DepthToSpace', { x: floats(2, 2, 3, 12) }, { blockSize: 2, dataFormat: 'NHWC' }),
  of('Concat', list(floats(2, 3), others(2, 1), floats(2, 0)), { axis: 1 }),
  of('Concat', list(truths(2, 3), otherTruths(1, 3)), { axis: 0 }),
  of('Diag', { x: floats(2, 3) }),
  of('Diag', { x: truths(4) }),
  of('ExpandDims', { input: floats(2, 3) }, { dim: 1 }),
  of('ExpandDims', { input: whole(9, 2, 3) }, { dim: -1 }),
  ...[
    ['float32', 2.5],
    ['int32', 2],
    ['bool', 1],
  ].map(([dtype, value]) => of('Fill', {}, { shape: [2, 3], value, dtype })),
  of('FlipLeftRight', { image: floats(2, 2, 3, 1) }),
  of('LinSpace', {}, { start: -1, stop: 2, num: 7 }),
  of('LinSpace', {}, { start: 3, stop: 2, num: 1 }),
  ...[
    [0, 5, 2],
    [5, 0, 1],
    [5, 0, -2],
    [0, 5, -1],
    [3, 3, 1],
    [5, 0, 2],
  ].map(([start, stop, step]) => of('Range', {}, { start, stop, step, dtype: 'int32' })),
  of('Range', {}, { start: 0, stop: 1, step: 0.3, dtype: 'float32' }),
  ...['reflect', 'symmetric'].map((mode) => of('MirrorPad', image, { paddings: pads, mode })),
  of('MirrorPad', { x: whole(9, 3) }, { paddings: [[2, 2]], mode: 'symmetric' }),
  ...[0, 1, 2, -1].map((axis) => of('Pack', list(floats(2, 3), others(2, 3)), { axis })),
  ...[0, 1, -1].map((axis) => of('Unpack', { value: floats(2, 3, 2) }, { axis })),
  of('PadV2', image, { paddings: pads, constantValue: 1.5 }),
  of(
    'PadV2',
    { x: truths(2, 2) },
    {
      paddings: [
        [1, 0],
        [0, 0],
      ],
      constantValue: 0,
    },
  ),
  of('PadV2', { x: whole(9, 2) }, { paddings: [[0, 0]], constantValue: 3 }),
  of('Reshape', { x: floats(2, 6) }, { shape: [3, -1] }),
  of('Reverse', { x: floats(2, 3, 2) }, { dims: [0, -1] }),
  of('Slice', { x: floats(4, 5) }, { begin: [1, 2], size: [2, -1] }),
  of('Slice', { x: truths(4, 5) }, { begin: [0, 2], size: [4, 0] }),
  of('SplitV', { x: floats(4, 6) }, { numOrSizeSplits: 3, axis: 1 }),
  of('SplitV', { x: whole(9, 4, 6) }, { numOrSizeSplits: [1, -1, 2], axis: -1 }),
  ...[
    { begin: [1, -1], end: [4, 0], strides: [2, -1] },
    { begin: [3, 4], end: [0, 0], strides: [-1, -2], endMask: 3 },
    { begin: [1, 0], end: [2, 5], strides: [1, 1], shrinkAxisMask: 1 },
    { begin: [0, 0, 1], end: [0, 4, 5], strides: [1, 1, 2], newAxisMask: 1 },
    { begin: [0, 1], end: [0, 3], strides: [1, 1], ellipsisMask: 1 },
  ].map((attributes) =>
    of(
      'StridedSlice',
      { x: floats(4, 5) },
      { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0, ...attributes },
    ),
  ),
  of('Tile', { x: floats(2, 1, 3) }, { reps: [1, 4, 1] }),
  of('Tile', { x: truths(2, 3) }, { reps: [2, 3] }),
  of('Transpose', { x: floats(2, 3, 4) }, { perm: [2, 0, 1] }),
  of('Transpose', { x: truths(2, 3) }, { perm: [1, 0] }),
];

const indexing: readonly KernelCase[] = [
  of('Bincount', { x: whole(5, 9), weights: floats(9) }, { size: 4 }),
  of('Bincount', { x: whole(5, 9), weights: { ...whole(1, 0) } }, { size: 6 }),
  of('DenseBincount', { x: whole(5, 9), weights: floats(0) }, { size: 6, binaryOutput: false }),
  of('DenseBincount', { x: whole(5, 3, 9), weights: floats(3, 9) }, { size: 4, binaryOutput: false }),
  of('DenseBincount', { x: whole(5, 3, 4), weights: floats(0) }, { size: 4, binaryOutput: true }),
  of('GatherNd', { params: floats(3, 4, 2), indices: whole(3, 5, 2) }),
  of('GatherNd', { params: whole(9, 3), indices: whole(3, 2, 2, 1) }),
  of('GatherV2', { x: floats(3, 4), indices: whole(3, 5) }, { axis: 0 }),
  of('GatherV2', { x: truths(3, 4), indices: whole(3, 2, 2) }, { axis: 1, batchDims: 0 }),
  of('GatherV2', { x: floats(3, 4), indices: whole(3) }, { axis: -1 }),
  of('GatherV2', { x: floats(2, 5, 3), indices: whole(5, 2, 4) }, { axis: 1, batchDims: 1 }),
  of('GatherV2', { x: floats(2, 3, 5, 2), indices: whole(5, 2, 4, 2) }, { axis: 2, batchDims: 1 }),
  ...['float32', 'int32', 'bool'].map((dtype) =>
    of('OneHot', { indices: signed(2, 5) }, { depth: 4, onValue: 1, offValue: 0, dtype }),
  ),
  of('OneHot', { indices: whole(4, 5) }, { depth: 4, onValue: 2.5, offValue: -1, dtype: 'float32' }),
  of('ScatterNd', { indices: whole(3, 9, 1), updates: floats(9, 2) }, { shape: [3, 2] }),
  of('ScatterNd', { indices: whole(3, 4, 2), updates: whole(9, 4) }, { shape: [3, 3] }),
  ...['left', 'right'].map((side) =>
    of(
      'SearchSorted',
      {
        sortedSequence: { shape: [2, 4], data: [1, 2, 2, 5, 0, 1, 2, 3] },
        values: { shape: [2, 3], data: [2, 0, 9, 2, 1.5, -1] },
      },
      { side },
    ),
  ),
  of(
    'SparseToDense',
    {
      sparseIndices: { shape: [2, 2], dtype: 'int32', data: [0, 1, 2, 0] },
      sparseValues: floats(2),
      defaultValue: floats(),
    },
    { outputShape: [3, 2] },
  ),
  of(
    'SparseToDense',
    { sparseIndices: { shape: [2], dtype: 'int32', data: [0, 3] }, sparseValues: whole(9), defaultValue: whole(1) },
    { outputShape: [4] },
  ),
  of('TensorScatterUpdate', {
    tensor: floats(4, 2),
    indices: { shape: [2, 1], dtype: 'int32', data: [3, 0] },
    updates: others(2, 2),
  }),
  of('UnsortedSegmentSum', { x: floats(9, 2), segmentIds: signed(9) }, { numSegments: 4 }),
];

const matrices: readonly KernelCase[] = [
  of('BatchMatMul', { a: floats(2, 3), b: others(3, 4) }, { transposeA: false, transposeB: false }),
  of('BatchMatMul', { a: floats(2, 3, 2), b: others(2, 4, 3) }, { transposeA: true, transposeB: true }),
  of('BatchMatMul', { a: floats(3, 1, 2, 3), b: others(1, 3, 4) }, { transposeA: false, transposeB: false }),
  of('BatchMatMul', { a: whole(9, 2, 3), b: whole(9, 4, 3) }, { transposeA: false, transposeB: true }),
  of('Einsum', list(floats(2, 3, 4), others(4, 5)), { equation: 'abc,cd->abd' }),
  of('Einsum', list(floats(2, 3)), { equation: 'ab->ba' }),
  of('Einsum', list(floats(2, 3), others(2, 3)), { equation: 'ab,ab->' }),
  ...['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'].map((activation) => {
    const slopes = activation === 'prelu' ? { preluActivationWeights: others(4) } : {};
    return of(
      '_FusedMatMul',
      { a: floats(2, 3), b: others(3, 4), bias: floats(4), ...slopes },
      { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0.3 },
    );
  }),
  of(
    '_FusedMatMul',
    { a: floats(2, 3, 2), b: others(2, 3, 4), bias: floats(4) },
    { transposeA: true, transposeB: false, activation: 'linear' },
  ),
];

const sliding = { strides: [1, 2], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
const pooling = { filterSize: [2, 3], strides: [2, 1], pad: 'valid' };
const pooling3d = { filterSize: [2, 2, 2], strides: [2, 2, 2], pad: 'valid', dataFormat: 'NDHWC' };

/** Rising numbers, and the largest of each window: its last place, `last` places behind its first one. */
function rising(shape: number[], pooled: number[], strides: number[], last: number[]): Given {
  const size = (sizes: readonly number[]): number => sizes.reduce((product, each) => product * each, 1);
  const data = Array.from({ length: size(pooled) }, (_, index) =>
    pooled.reduce((place, _size, axis) => {
      const position = Math.floor(index / size(pooled.slice(axis + 1))) % pooled[axis]!;
      const isSpatial = axis > 0 && axis < pooled.length - 1;
      const own = isSpatial ? position * strides[axis - 1]! + last[axis - 1]! : position;
      return place + own * size(shape.slice(axis + 1));
    }, 0),
  );
  const input = { shape, data: Array.from({ length: size(shape) }, (_, index) => index) };
  return { input, output: { shape: pooled, data } };
}

const images: readonly KernelCase[] = [
  ...forEach('AvgPool MaxPool', [image, pooling]),
  ...forEach('AvgPoolGrad', [{ dy: others(2, 2, 4, 3), input: image.x }, pooling]),
  ...forEach('AvgPool3D MaxPool3D', [volume, pooling3d]),
  ...forEach('AvgPool3DGrad', [{ dy: others(2, 2, 2, 2, 2), input: volume.x }, pooling3d]),
  of('MaxPoolGrad', { dy: others(2, 2, 4, 3), ...rising([2, 5, 6, 3], [2, 2, 4, 3], [2, 1], [1, 2]) }, pooling),
  of(
    'MaxPool3DGrad',
    { dy: others(2, 2, 2, 2, 2), ...rising([2, 4, 4, 4, 2], [2, 2, 2, 2, 2], [2, 2, 2], [1, 1, 1]) },
    pooling3d,
  ),
  of('Conv2D', { ...image, filter: others(3, 2, 3, 4) }, sliding),
  of('FusedConv2D', { ...image, filter: others(3, 2, 3, 4), bias: floats(4) }, { ...sliding, activation: 'relu' }),
  of(
    'Conv2DBackpropInput',
    { dy: others(2, 5, 3, 4), filter: others(3, 2, 3, 4) },
    { ...sliding, inputShape: [2, 5, 6, 3] },
  ),
  of('Conv2DBackpropFilter', { ...image, dy: others(2, 5, 3, 4) }, { ...sliding, filterShape: [3, 2, 3, 4] }),
  of('DepthwiseConv2dNative', { ...image, filter: others(3, 3, 3, 2) }, { ...sliding, strides: [2, 2] }),
  of(
    'FusedDepthwiseConv2D',
    { ...image, filter: others(3, 3, 3, 2) },
    { ...sliding, strides: [2, 2], activation: 'linear' },
  ),
  of(
    'DepthwiseConv2dNativeBackpropInput',
    { dy: others(2, 3, 3, 6), filter: others(3, 3, 3, 2) },
    { ...sliding, strides: [2, 2], inputShape: [2, 5, 6, 3] },
  ),
  of(
    'DepthwiseConv2dNativeBackpropFilter',
    { ...image, dy: others(2, 3, 3, 6) },
    { ...sliding, strides: [2, 2], filterShape: [3, 3, 3, 2] },
  ),
  of('Conv3D', { ...volume, filter: others(2, 2, 2, 2, 3) }, { strides: [1, 2, 1], pad: 'same', dilations: [1, 1, 1] }),
  of(
    'Conv3DBackpropInputV2',
    { dy: others(2, 4, 2, 4, 3), filter: others(2, 2, 2, 2, 3) },
    { strides: [1, 2, 1], pad: 'same', inputShape: [2, 4, 4, 4, 2] },
  ),
  of(
    'Conv3DBackpropFilterV2',
    { ...volume, dy: others(2, 4, 2, 4, 3) },
    { strides: [1, 2, 1], pad: 'same', filterShape: [2, 2, 2, 2, 3] },
  ),
  of(
    'FusedBatchNorm',
    { ...image, mean: floats(3), variance: { shape: [3], data: [1, 2, 0.5] }, scale: others(3), offset: floats(3) },
    { varianceEpsilon: 0.001 },
  ),
  of('LRN', image, { depthRadius: 1, bias: 1, alpha: 0.5, beta: 0.5 }),
  of(
    'LRNGrad',
    { ...image, y: others(2, 5, 6, 3), dy: floats(2, 5, 6, 3) },
    { depthRadius: 1, bias: 1, alpha: 0.5, beta: 0.5 },
  ),
  ...forEach('ResizeBilinear ResizeNearestNeighbor', [
    { images: image.x },
    { size: [7, 4], alignCorners: false, halfPixelCenters: true },
  ]),
  ...forEach('ResizeBilinearGrad ResizeNearestNeighborGrad', [
    { images: floats(1, 4, 4, 2), dy: others(1, 8, 8, 2) },
    { alignCorners: false },
  ]),
];

/** Calls of kernels: of each at least one. */
export const kernelCases: readonly KernelCase[] = [
  ...elementwise,
  ...reduction,
  ...shaping,
  ...indexing,
  ...matrices,
  ...images,
];

/** What a call is called in a test. */
export function titleOf({ kernel, inputs, attributes }: KernelCase): string {
  const given = Object.entries(inputs).map(
    ([key, { dtype = 'float32', shape }]) => `${key} ${dtype}[${shape.join(',')}]`,
  );
  return `${kernel}(${given.join(', ')}) ${JSON.stringify(attributes)}`;
}

/** Calls a kernel of the current backend. */
export function callKernel({ kernel, inputs, attributes }: KernelCase, tensors: readonly tf.Tensor[]): tf.Tensor[] {
  const keys = Object.keys(inputs);
  const named = Object.fromEntries(tensors.map((tensor, index) => [keys[index]!, tensor]));
  // Kernels of any number of inputs get a list.
  const given = keys[0] === '0' ? (tensors as unknown as tf.NamedTensorMap) : named;
  return [tf.engine().runKernel<tf.Tensor | tf.Tensor[]>(kernel, given, attributes as tf.NamedAttrMap)].flat();
}
