import type { WasmKernel } from '../shared/wasm-kernel.js';
import { batchMatMul } from './batch-mat-mul.js';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2dBackpropInput } from './conv2d-backprop-input.js';
import { conv2d } from './conv2d.js';
import { depthwiseConv2dBackpropFilter } from './depthwise-conv2d-backprop-filter.js';
import { depthwiseConv2dBackpropInput } from './depthwise-conv2d-backprop-input.js';
import { depthwiseConv2d } from './depthwise-conv2d.js';
import { fusedConv2d } from './fused-conv2d.js';
import { fusedDepthwiseConv2d } from './fused-depthwise-conv2d.js';
import { fusedMatMul } from './fused-mat-mul.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { slice } from './slice.js';
import { splitV } from './split-v.js';
import { unpack } from './unpack.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** All kernels that LML gives to the wasm backend. */
export const wasmKernels: readonly WasmKernel[] = [
  batchMatMul,
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
  slice,
  splitV,
  unpack,
  unsortedSegmentSum,
];
