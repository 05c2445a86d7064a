import { convolution } from './convolution.js';
import { elementwiseShapes } from './elementwise.js';
import { indexing } from './indexing.js';
import type { InferTable } from './infer.js';
import { products } from './products.js';
import { reduction } from './reduction.js';
import { shaping } from './shaping.js';

/** Shape inference for every kernel that can be traced. */
export const kernelShapes: InferTable = {
  ...convolution,
  ...elementwiseShapes,
  ...indexing,
  ...products,
  ...reduction,
  ...shaping,
};
