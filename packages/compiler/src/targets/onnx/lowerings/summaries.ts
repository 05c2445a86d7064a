import type { Lowering } from '../lowering.js';
import { cumulative } from './cumulative.js';
import { positions, topK } from './positions.js';
import { reductions } from './reductions.js';
import { softmax } from './softmax.js';

/** What goes over axes. */
export const summaries: readonly Lowering[] = [cumulative, positions, reductions, softmax, topK];
