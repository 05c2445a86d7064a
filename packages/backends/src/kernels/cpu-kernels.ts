import type { BackendKernel } from '../shared/backend-kernel.js';
import { onCpu } from '../shared/portable-kernel.js';
import { avgPool } from './avg-pool.js';
import { crossedBatchMatMul } from './batch-mat-mul.js';
import { cumprod } from './cumprod.js';
import { cumsum } from './cumsum.js';
import { erf } from './erf.js';
import { gatherNd } from './gather-nd.js';
import { maxPool3dGrad } from './max-pool-3d-grad.js';
import { maxPool3d } from './max-pool-3d.js';
import { maxPool } from './max-pool.js';
import { reductions } from './reductions.js';
import { resizeBilinearGrad } from './resize-bilinear-grad.js';
import { resizeNearestNeighborGrad } from './resize-nearest-neighbor-grad.js';
import { scatterNd } from './scatter-nd.js';
import { stridedSlice } from './strided-slice.js';
import { tensorScatterUpdate } from './tensor-scatter-update.js';
import { topK } from './top-k.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';

/** All kernels that LML gives to the cpu backend. */
export const cpuKernels: readonly BackendKernel[] = [
  ...[
    avgPool,
    crossedBatchMatMul,
    cumprod,
    cumsum,
    erf,
    gatherNd,
    maxPool,
    maxPool3d,
    maxPool3dGrad,
    ...reductions,
    resizeBilinearGrad,
    resizeNearestNeighborGrad,
    scatterNd,
    stridedSlice,
    tensorScatterUpdate,
    topK,
    unsortedSegmentSum,
  ].map(onCpu),
];
