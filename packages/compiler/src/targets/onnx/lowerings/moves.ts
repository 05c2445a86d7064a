import type { Lowering } from '../lowering.js';
import { concat, pack } from './concat.js';
import { diag } from './diag.js';
import { sequences } from './filled.js';
import { mirrorPad, pad } from './pad.js';
import { reverse, slice, stridedSlice } from './slice.js';
import { batchToSpace, depthToSpace, spaceToBatch } from './space.js';
import { split, unpack } from './split.js';
import { tile } from './tile.js';
import { transpose } from './transpose.js';

/** What moves values about. */
export const moves: readonly Lowering[] = [
  batchToSpace,
  concat,
  depthToSpace,
  diag,
  mirrorPad,
  pack,
  pad,
  reverse,
  sequences,
  slice,
  spaceToBatch,
  split,
  stridedSlice,
  tile,
  transpose,
  unpack,
];
