import { compositeNames, registeredLowerings } from '@lml/core/engine';

import { loweringTable } from '../../../graph/lowering-table.js';
import type { LoweringTable } from '../lowering.js';
import '../tensorflow-lowering.js';
import { clip, eluGradient, leakyRelu, prelu, reluGradient, step } from './activations.js';
import { addN, atan2, binary, power } from './binary.js';
import { adamStep } from './composites/adam-step.js';
import { batchNorm, batchNormGradient } from './composites/batch-norm.js';
import { classRows } from './composites/class-rows.js';
import { gelu, geluGradient } from './composites/gelu.js';
import { softmaxCrossEntropy, softmaxCrossEntropyGradient } from './composites/softmax-cross-entropy.js';
import { divisions } from './divisions.js';
import { images } from './images.js';
import { lookups } from './lookups.js';
import { moves } from './moves.js';
import { einsum, fusedProducts, products } from './products.js';
import { cumulative, positions, reductions, softmax, topK } from './reductions.js';
import { cast, identity, select } from './selections.js';
import { logicalNot, numberTests, sign, unary } from './unary.js';

/** What this package lowers to TensorFlow. */
export const lowerings = loweringTable([
  ...images,
  ...lookups,
  ...moves,
  adamStep,
  addN,
  atan2,
  batchNorm,
  batchNormGradient,
  binary,
  cast,
  classRows,
  clip,
  cumulative,
  divisions,
  einsum,
  eluGradient,
  fusedProducts,
  gelu,
  geluGradient,
  identity,
  leakyRelu,
  logicalNot,
  numberTests,
  positions,
  power,
  prelu,
  products,
  reductions,
  reluGradient,
  select,
  sign,
  softmax,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
  step,
  topK,
  unary,
]);

/** Everything that can be lowered to TensorFlow now, registered lowerings included. */
export function allLowerings(): LoweringTable {
  return new Map([...lowerings, ...loweringTable(registeredLowerings('tensorflow'))]);
}

/** Whether a composite stays one node when it is traced: it can be lowered as a whole, or only moves state about. */
export function keepsComposite(name: string, table: LoweringTable = lowerings): boolean {
  return table.has(name) || name === compositeNames.pack || name === compositeNames.unpack;
}
