import type { Lowering } from '../lowering.js';
import { bincount } from './bincount.js';
import { gather, gatherNd } from './gather.js';
import { oneHot } from './one-hot.js';
import { scatterNd, segmentSum, sparseToDense, tensorScatterUpdate } from './scatter.js';
import { searchSorted } from './search-sorted.js';

/** What looks up by indices, and puts where they say. */
export const lookups: readonly Lowering[] = [
  bincount,
  gather,
  gatherNd,
  oneHot,
  scatterNd,
  searchSorted,
  segmentSum,
  sparseToDense,
  tensorScatterUpdate,
];
