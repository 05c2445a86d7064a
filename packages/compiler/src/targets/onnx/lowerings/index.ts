import { compositeNames, registeredLowerings } from '@lml/core/engine';

import { loweringTable } from '../../../graph/lowering-table.js';
import type { LoweringTable } from '../lowering.js';
import '../onnx-lowering.js';
import { broadcast } from './broadcast.js';
import { composites } from './composites/composites.js';
import { einsum } from './einsum.js';
import { elementwise } from './elementwise.js';
import { images } from './images.js';
import { lookups } from './lookups.js';
import { moves } from './moves.js';
import { fusedProducts, products } from './products.js';
import { reluGradient } from './relu-gradient.js';
import { reshape } from './reshape.js';
import { summaries } from './summaries.js';

/** What this package lowers to ONNX. */
export const lowerings = loweringTable([
  ...composites,
  ...elementwise,
  ...images,
  ...lookups,
  ...moves,
  ...summaries,
  broadcast,
  einsum,
  fusedProducts,
  products,
  reluGradient,
  reshape,
]);

/** Everything that can be lowered to ONNX now, registered lowerings included. */
export function allLowerings(): LoweringTable {
  return new Map([...lowerings, ...loweringTable(registeredLowerings('onnx'))]);
}

/** Whether a composite stays one node when it is traced: it can be lowered as a whole, or only moves state about. */
export function keepsComposite(name: string, table: LoweringTable = lowerings): boolean {
  return table.has(name) || name === compositeNames.pack || name === compositeNames.unpack;
}
