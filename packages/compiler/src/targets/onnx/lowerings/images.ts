import type { Lowering } from '../lowering.js';
import { averagePoolGradient } from './average-pool-gradient.js';
import { convolutionFilterGradient } from './convolution-filter-gradient.js';
import { convolutionInputGradient } from './convolution-input-gradient.js';
import { convolution } from './convolution.js';
import { depthwiseFilterGradient } from './depthwise-filter-gradient.js';
import { fusedBatchNorm } from './fused-batch-norm.js';
import { localResponseGradient, localResponseNormalisation } from './local-response-normalisation.js';
import { maxPoolGradient } from './max-pool-gradient.js';
import { pooling } from './pooling.js';
import { resizeBilinear, resizeGradients, resizeNearest } from './resize.js';

/** What treats images and volumes. */
export const images: readonly Lowering[] = [
  averagePoolGradient,
  convolution,
  convolutionFilterGradient,
  convolutionInputGradient,
  depthwiseFilterGradient,
  fusedBatchNorm,
  localResponseGradient,
  localResponseNormalisation,
  maxPoolGradient,
  pooling,
  resizeBilinear,
  resizeGradients,
  resizeNearest,
];
