import { areBatchesCrossed } from './crossed-batches.js';
import type { KnownLimit, LimitedCall } from './limits.js';

const BACKENDS = '@lml/backends';

/** Whether a window has other sides than a square, or moves by other steps along columns than along rows, where its padding is one number. */
const isOblong = ({ inputs: { filter }, attributes }: LimitedCall): boolean => {
  const { pad, filterSize, dilations, strides } = attributes;
  const pairs = [filter?.shape.slice(0, 2) ?? filterSize, dilations ?? 1, strides ?? 1].map((pair) => [pair].flat());
  return typeof pad === 'number' && pairs.some((pair) => pair[0] !== pair.at(-1));
};

const oblongWindows = (where: string): KnownLimit => ({
  id: `${where}/padding-of-oblong-windows`,
  where,
  kernels: ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D', 'MaxPool', 'AvgPool'],
  what: 'With a padding in one number, a window that is not square, or whose strides differ, leaves as many columns as a square one of its height and its first stride: write the padding out for each side.',
  applies: isOblong,
});

/** Whether windows of a pooling may reach over the edge, so that not all hold the same number of values. */
const isPadded = ({ attributes: { pad } }: LimitedCall): boolean => pad !== 'valid' && pad !== 0;

/** Whether a pooling has windows of one value, with a padding in numbers. */
const isSingleAndPadded = ({ attributes: { pad, filterSize } }: LimitedCall): boolean =>
  typeof pad !== 'string' && pad !== 0 && [filterSize].flat().every((size) => size === 1);

const hasUnevenStrides = ({ attributes: { strides } }: LimitedCall): boolean =>
  Array.isArray(strides) && strides[0] !== strides[1];

const isHalfPixel = ({ attributes }: LimitedCall): boolean => attributes.halfPixelCenters === true;

const isEmpty = ({ inputs }: LimitedCall): boolean =>
  Object.values(inputs).some((input) => input?.shape.includes(0) === true);

const crossedBatches = (where: string): KnownLimit => ({
  id: `${where}/mat-mul-of-two-broadcasts`,
  where,
  kernels: ['BatchMatMul'],
  what: 'Products of batches are wrong where one is spread over the other along an axis that is not the first.',
  applies: ({ inputs: { a, b } }) => areBatchesCrossed(a?.shape ?? [], b?.shape ?? []),
  mendedBy: BACKENDS,
});

const stridedSlice = (where: string): KnownLimit => ({
  id: `${where}/strided-slice-without-axis`,
  where,
  kernels: ['StridedSlice'],
  what: 'A slice that drops axes and has strides other than 1 takes other values.',
  applies: ({ attributes: { strides, shrinkAxisMask } }) =>
    shrinkAxisMask !== 0 && (strides as number[]).some((stride) => stride !== 1),
  mendedBy: BACKENDS,
});

const reductionsOfNothing = (where: string): KnownLimit => ({
  id: `${where}/reductions-of-nothing`,
  where,
  kernels: ['All', 'Any', 'Max', 'Mean', 'Min', 'Prod', 'Sum'],
  what: 'Reductions of a tensor without numbers give something else than what makes no difference.',
  applies: isEmpty,
  mendedBy: BACKENDS,
});

/** What tfjs-node gets wrong, refuses or lacks. */
const ofTensorflow: readonly KnownLimit[] = (
  [
    {
      id: 'tensorflow/padding-in-numbers',
      kernels: [
        ...[
          'MaxPool',
          'MaxPoolGrad',
          'AvgPool',
          'AvgPoolGrad',
          'MaxPool3D',
          'MaxPool3DGrad',
          'AvgPool3D',
          'AvgPool3DGrad',
        ],
        ...['Conv2D', 'FusedConv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', 'DepthwiseConv2dNative'],
        ...['FusedDepthwiseConv2D', 'DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'],
      ],
      what: 'A padding in numbers is refused.',
      applies: ({ attributes: { pad } }) => typeof pad !== 'string' && [pad].flat(2).some((each) => each !== 0),
    },
    {
      id: 'tensorflow/one-column',
      kernels: ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
      what: 'A convolution that leaves one column, with other strides along rows than along columns, gives what lies in memory.',
      applies: hasUnevenStrides,
    },
    {
      id: 'tensorflow/gaps-in-filters',
      kernels: ['Conv2DBackpropFilter', 'DepthwiseConv2dNativeBackpropFilter'],
      what: 'The gradient of a filter that a stride leaves gaps between, with other strides along rows than along columns, writes into other memory and ends the process.',
      applies: hasUnevenStrides,
    },
    {
      id: 'tensorflow/half-pixel-gradients',
      kernels: ['ResizeBilinearGrad', 'ResizeNearestNeighborGrad'],
      what: 'Gradients of resizing ignore half-pixel centres.',
      applies: isHalfPixel,
    },
    {
      id: 'tensorflow/max-pool-of-nan',
      kernels: ['MaxPool', 'MaxPoolGrad', 'MaxPool3D', 'MaxPool3DGrad'],
      what: 'Max pooling leaves NaN out.',
      onlyNaN: true,
    },
    {
      id: 'tensorflow/sign-of-nan',
      kernels: ['Sign'],
      what: 'The sign of NaN is NaN; other backends give 0.',
      onlyNaN: true,
    },
    {
      id: 'tensorflow/segments-outside',
      kernels: ['UnsortedSegmentSum'],
      what: 'A segment beyond the last one is refused, where other backends leave it out.',
      applies: () => false,
    },
    {
      id: 'tensorflow/nothing',
      kernels: ['ResizeBilinear', 'ResizeNearestNeighbor', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad', 'Select'],
      what: 'A tensor without numbers is refused.',
      applies: isEmpty,
    },
    {
      id: 'tensorflow/missing',
      kernels: [
        ...[
          'BitwiseAnd',
          'DenseBincount',
          'MaxPoolWithArgmax',
          'RotateWithOffset',
          'SearchSorted',
          'SparseFillEmptyRows',
        ],
        ...['SparseReshape', 'SparseSegmentMean', 'SparseSegmentSum', 'Transform'],
      ],
      what: 'Missing: these throw.',
    },
  ] satisfies readonly Omit<KnownLimit, 'where'>[]
).map((limit) => ({ ...limit, where: 'tensorflow', mendedBy: BACKENDS }));

/**
 * Known faults of TensorFlow.js 4.22 and of other runtimes. The eager engine warns of them, the README of the backends lists
 * them, and the fuzzer passes over them.
 */
export const limits: readonly KnownLimit[] = [
  {
    id: 'cpu/nearest-gradient-of-batches',
    where: 'cpu',
    kernels: ['ResizeNearestNeighborGrad'],
    what: 'The gradient of nearest-neighbour resizing mixes the images of a batch, and ignores half-pixel centres.',
    applies: ({ inputs: { images }, attributes }) => images?.shape[0] !== 1 || attributes.halfPixelCenters === true,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/bilinear-gradient-of-oblongs',
    where: 'cpu',
    kernels: ['ResizeBilinearGrad'],
    what: 'The gradient of bilinear resizing throws or is wrong for images that are not square, or with half-pixel centres.',
    applies: ({ inputs: { images }, attributes }) =>
      images?.shape[1] !== images?.shape[2] || attributes.halfPixelCenters === true,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/max-pool-3d-gradient',
    where: 'cpu',
    kernels: ['MaxPool3DGrad'],
    what: 'The gradient of padded three-dimensional max pooling goes to wrong positions.',
    applies: isPadded,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/cumulative-negative-axis',
    where: 'cpu',
    kernels: ['Cumsum', 'Cumprod'],
    what: 'A negative axis gives a result without a shape.',
    applies: ({ attributes: { axis } }) => (axis as number) < 0,
    mendedBy: BACKENDS,
  },
  crossedBatches('cpu'),
  crossedBatches('wasm'),
  stridedSlice('cpu'),
  stridedSlice('wasm'),
  reductionsOfNothing('cpu'),
  reductionsOfNothing('wasm'),
  {
    id: 'cpu/infinite-segment',
    where: 'cpu',
    kernels: ['UnsortedSegmentSum'],
    what: 'In unsortedSegmentSum, and so in the gradient of gather, an infinite number or NaN ruins all segments.',
    onlyNaN: true,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/powers-of-one',
    where: 'cpu',
    kernels: ['Pow'],
    what: 'Powers of 1 and −1 with an infinite exponent, and of 1 with NaN, are NaN; other backends give 1.',
    onlyNaN: true,
  },
  {
    id: 'cpu/erf-of-small-numbers',
    where: 'cpu',
    kernels: ['Erf'],
    what: 'erf is off by up to 1.5e-7, which is much of what it gives for numbers near 0.',
    onlyNaN: true,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/scatter-update-in-place',
    where: 'cpu',
    kernels: ['TensorScatterUpdate'],
    what: 'tensorScatterUpdate writes into the tensor that it is given.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/nearest-gradient-half-pixel',
    where: 'wasm',
    kernels: ['ResizeNearestNeighborGrad'],
    what: 'The gradient of nearest-neighbour resizing ignores half-pixel centres.',
    applies: isHalfPixel,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/bilinear-gradient-half-pixel',
    where: 'wasm',
    kernels: ['ResizeBilinearGrad'],
    what: 'The gradient of bilinear resizing ignores half-pixel centres.',
    applies: isHalfPixel,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/max-pool-gradient',
    where: 'wasm',
    kernels: ['MaxPoolGrad'],
    what: 'The gradient of max pooling is lost, or goes elsewhere, where all values of a window are negative.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/max-pool-3d',
    where: 'wasm',
    kernels: ['MaxPool3D', 'MaxPool3DGrad'],
    what: 'Three-dimensional max pooling of negative values is wrong, forward and backward.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/conv3d-gradients',
    where: 'wasm',
    kernels: ['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2'],
    what: 'conv3dTranspose, and the gradients of conv3d, are mostly zeros.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/dilation2d',
    where: 'wasm',
    kernels: ['Dilation2D', 'Dilation2DBackpropFilter', 'Dilation2DBackpropInput'],
    what: 'dilation2d and its gradients are wrong where all sums of a window are negative.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/one-hot-float',
    where: 'wasm',
    kernels: ['OneHot'],
    what: 'oneHot of type float32 or bool gives other numbers than 0 and 1.',
    applies: ({ attributes: { dtype } }) => dtype !== 'int32',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/cast-to-bool',
    where: 'wasm',
    kernels: ['Cast'],
    what: 'A cast to bool gives other numbers than 0 and 1.',
    applies: ({ attributes: { dtype } }) => dtype === 'bool',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/prelu-alpha',
    where: 'wasm',
    kernels: ['Prelu'],
    what: 'prelu takes an alpha that has to be spread over the input value by value.',
    applies: ({ inputs: { x, alpha } }) => x?.shape.join() !== alpha?.shape.join(),
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/nan-vanishes',
    where: 'wasm',
    kernels: [
      'ClipByValue',
      'Relu',
      'Relu6',
      'Maximum',
      'Minimum',
      'MaxPool',
      'AvgPool',
      'Conv2D',
      'FusedConv2D',
      'DepthwiseConv2dNative',
      'FusedDepthwiseConv2D',
      '_FusedMatMul',
    ],
    what: 'NaN becomes another number (in matrix products with an activation only), so that a ruined loss may look sound.',
    applies: ({ kernel, attributes: { activation } }) =>
      kernel !== '_FusedMatMul' || (activation !== 'linear' && activation !== undefined),
    onlyNaN: true,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/padding-in-numbers',
    where: 'wasm',
    kernels: ['MaxPool', 'AvgPool', 'Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
    what: 'With a padding in numbers that is as large as the window, or with windows that are not square, other memory is read.',
    applies: ({ attributes: { pad } }) => typeof pad !== 'string' && [pad].flat(2).some((each) => each !== 0),
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/small-numbers',
    where: 'wasm',
    kernels: ['FloorDiv', 'Log1p', 'Mod', 'Sign'],
    what: 'Numbers near 0 count as 0, log1p is not exact, and floorDiv makes no whole numbers and divides them by 0.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/places-outside',
    where: 'wasm',
    kernels: ['GatherNd', 'ScatterNd', 'TensorScatterUpdate'],
    what: 'Places outside of the tensor read and write other memory.',
    onlyNaN: true,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/tensors-of-nothing',
    where: 'wasm',
    kernels: [
      ...['ArgMax', 'ArgMin', 'BatchMatMul', 'Conv2D', 'DepthwiseConv2dNative', 'FusedConv2D', 'FusedDepthwiseConv2D'],
      ...['GatherV2', 'Prelu', 'ResizeBilinear', 'ResizeBilinearGrad', 'ResizeNearestNeighbor', 'TopK', 'Transpose'],
    ],
    what: 'A tensor without numbers ends in an error of the runtime, in another shape, or in what lies in memory.',
    applies: isEmpty,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/average-pool-3d',
    where: 'wasm',
    kernels: ['AvgPool3D'],
    what: 'With strides larger than the window, three-dimensional average pooling reads outside of the tensor.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/resize-bilinear-infinite',
    where: 'wasm',
    kernels: ['ResizeBilinear'],
    what: 'Bilinear resizing multiplies a neighbour without weight by 0, so that an infinite one makes NaN.',
    onlyNaN: true,
  },
  {
    id: 'wasm/clip-whole-numbers',
    where: 'wasm',
    kernels: ['ClipByValue'],
    what: 'Clipping whole numbers leaves those above the upper bound as they are.',
    applies: ({ inputs: { x } }) => x?.dtype === 'int32',
    mendedBy: BACKENDS,
  },
  ...['cpu', 'wasm'].map((where) => ({
    id: `${where}/topk-nan`,
    where,
    kernels: ['TopK'],
    what: 'The largest values are other ones, or come in another order, where one is infinite or NaN.',
    onlyNaN: true as const,
    mendedBy: BACKENDS,
  })),
  {
    id: 'cpu/pooling-of-single-values',
    where: 'cpu',
    kernels: ['MaxPool', 'AvgPool'],
    what: 'Windows of a single value that are padded and moved by more than 1 give the images back, where they leave as many rows and columns.',
    applies: isSingleAndPadded,
    mendedBy: BACKENDS,
  },
  {
    id: 'cpu/max-pool-nan',
    where: 'cpu',
    kernels: ['MaxPool', 'MaxPool3D'],
    what: 'Max pooling leaves NaN out.',
    onlyNaN: true,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/cumulative-negative-axis',
    where: 'wasm',
    kernels: ['Cumsum', 'Cumprod'],
    what: 'A negative axis reads and writes outside of the tensor.',
    applies: ({ attributes: { axis } }) => (axis as number) < 0,
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/strides-larger-than-filter',
    where: 'wasm',
    kernels: ['Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2D'],
    what: 'Padding same gives zeros with some strides larger than the filter.',
    applies: ({ inputs: { filter }, attributes: { pad, strides } }) =>
      pad === 'same' &&
      [strides].flat().some((stride, index) => (stride as number) > (filter?.shape[index] ?? Infinity)),
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/fused-mat-mul',
    where: 'wasm',
    kernels: ['_FusedMatMul', 'BatchMatMul'],
    what: 'Matrix products are wrong where the same data is multiplied under two shapes; the bias is wrong for transposed matrices and for batches.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/missing-gradients',
    where: 'wasm',
    kernels: [
      'Conv2DBackpropFilter',
      'DepthwiseConv2dNativeBackpropFilter',
      'DepthwiseConv2dNativeBackpropInput',
      'UnsortedSegmentSum',
    ],
    what: 'Missing: no convolution, embedding or gather can be trained.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/missing-einsum',
    where: 'wasm',
    kernels: ['Einsum'],
    what: 'Missing: einsum throws.',
    mendedBy: BACKENDS,
  },
  {
    id: 'wasm/missing',
    where: 'wasm',
    kernels: ['Complex', 'ComplexAbs', 'Real', 'Imag', 'FFT', 'IFFT'],
    what: 'Missing: complex numbers and Fourier transforms throw.',
  },
  {
    id: 'onnxruntime/infinities-beside-zeros',
    where: 'onnxruntime',
    kernels: [
      ...['Conv2D', 'Conv2DBackpropFilter', 'Conv2DBackpropInput', 'FusedConv2D'],
      ...['DepthwiseConv2dNative', 'DepthwiseConv2dNativeBackpropFilter', 'DepthwiseConv2dNativeBackpropInput'],
      ...['FusedDepthwiseConv2D', 'Conv3D', 'Conv3DBackpropFilterV2', 'Conv3DBackpropInputV2'],
      ...['LRN', 'LRNGrad', 'ResizeBilinear', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad'],
      ...['MaxPoolGrad', 'MaxPool3DGrad', 'AvgPoolGrad', 'AvgPool3DGrad'],
    ],
    what: 'NaN and infinities in convolutions, local response normalisation, bilinear resizing and the gradients of pooling and resizing may spread to numbers beside them or be lost, through zeros of a padding, an interpolation or a window.',
    onlyNaN: true,
  },
  {
    id: 'onnxruntime/max-pool-nan',
    where: 'onnxruntime',
    kernels: ['MaxPool', 'MaxPool3D'],
    what: 'Max pooling may leave NaN out.',
    onlyNaN: true,
  },
  {
    id: 'onnxruntime/places-beside-nan',
    where: 'onnxruntime',
    kernels: ['ArgMax', 'ArgMin'],
    what: 'Among numbers with NaN, argMax and argMin may give the place of a NaN, which eager ones pass over.',
    onlyNaN: true,
  },
  {
    id: 'onnxruntime/whole-numbers-out-of-range',
    where: 'onnxruntime',
    kernels: ['Sum', 'Prod'],
    what: 'Sums and products of whole numbers that leave the range of int32 end at its bounds instead of wrapping around.',
    applies: ({ inputs: { x } }) => x?.dtype !== 'float32',
    onlyNaN: true,
  },
  {
    id: 'libtensorflow/relu-gradient-at-nan',
    where: 'libtensorflow',
    kernels: ['Relu', 'Relu6', '_FusedMatMul', 'FusedConv2D', 'FusedDepthwiseConv2D'],
    what: 'The gradient of ReLU is 0 at NaN, and where an infinite gradient meets a function of 0.',
    onlyNaN: true,
  },
  {
    id: 'libtensorflow/infinities',
    where: 'libtensorflow',
    kernels: ['ArgMax', 'ArgMin', 'MaxPool', 'MaxPool3D', 'TopK'],
    what: 'Of infinities max pooling gives the lowest number for −Infinity, and argMax, argMin and topk take NaN for one.',
    onlyNaN: true,
  },
  ...['cpu', 'wasm', 'onnxruntime'].map(oblongWindows),
  ...ofTensorflow,
];
