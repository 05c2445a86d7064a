import type { BackendKernel } from '../shared/backend-kernel.js';
import { onWasm } from '../shared/portable-kernel.js';
import { argMax } from './arg-max.js';
import { argMin } from './arg-min.js';
import { avgPoolOnWasm } from './avg-pool.js';
import { batchMatMul } from './batch-mat-mul.js';
import { borrowed } from './borrowed.js';
import { cast } from './cast.js';
import { clipByValue } from './clip-by-value.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { conv2d } from './conv2d.js';
import { cumprod } from './cumprod.js';
import { cumsum } from './cumsum.js';
import { depthwiseConv2dBackpropFilter } from './depthwise-conv2d-backprop-filter.js';
import { depthwiseConv2dBackpropInput } from './depthwise-conv2d-backprop-input.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { fusedConv2d } from './fused-conv2d.js';
import { fusedDepthwiseConv2d } from './fused-depthwise-conv2d.js';
import { fusedMatMul } from './fused-mat-mul.js';
import { gatherNd } from './gather-nd.js';
import { log1p } from './log1p.js';
import { maxPool3dGrad } from './max-pool-3d-grad.js';
import { maxPool3d } from './max-pool-3d.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { maxPoolOnWasm } from './max-pool.js';
import { maximum } from './maximum.js';
import { minimum } from './minimum.js';
import { ofNothing } from './of-nothing.js';
import { oneHot } from './one-hot.js';
import { prelu } from './prelu.js';
import { reductions } from './reductions.js';
import { relu } from './relu.js';
import { relu6 } from './relu6.js';
import { resizeBilinearGradOnWasm } from './resize-bilinear-grad.js';
import { resizeNearestNeighborGrad } from './resize-nearest-neighbor-grad.js';
import { scatterNd } from './scatter-nd.js';
import { sign } from './sign.js';
import { slice } from './slice.js';
import { splitV } from './split-v.js';
import { stridedSlice } from './strided-slice.js';
import { tensorScatterUpdate } from './tensor-scatter-update.js';
import { topKOnWasm } from './top-k.js';
import { unpack } from './unpack.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** All kernels that LML gives to the wasm backend. */
export const wasmKernels: readonly BackendKernel[] = [
  argMax,
  argMin,
  avgPoolOnWasm,
  batchMatMul,
  ...borrowed,
  clipByValue,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  depthwiseConv2d,
  depthwiseConv2dBackpropFilter,
  depthwiseConv2dBackpropInput,
  fusedConv2d,
  fusedDepthwiseConv2d,
  fusedMatMul,
  maxPoolGrad,
  maxPoolOnWasm,
  maximum,
  minimum,
  ...ofNothing,
  oneHot,
  prelu,
  relu,
  relu6,
  resizeBilinearGradOnWasm,
  slice,
  splitV,
  topKOnWasm,
  unpack,
  ...[
    cast,
    cumprod,
    cumsum,
    gatherNd,
    log1p,
    maxPool3d,
    maxPool3dGrad,
    ...reductions,
    resizeNearestNeighborGrad,
    scatterNd,
    sign,
    stridedSlice,
    tensorScatterUpdate,
    unsortedSegmentSum,
  ].map(onWasm),
];
