import type { Lowering } from '../../lowering.js';
import { batchNorm, batchNormGradient } from './batch-norm.js';
import { classRows } from './class-rows.js';
import { ctcRecursion } from './ctc-recursion.js';
import { gelu, geluGradient } from './gelu.js';
import { gru } from './gru.js';
import { gruGradient } from './gru-gradient.js';
import { layerNorm, layerNormGradient } from './layer-norm.js';
import { lstm } from './lstm.js';
import { lstmGradient } from './lstm-gradient.js';
import { softmaxCrossEntropy, softmaxCrossEntropyGradient } from './softmax-cross-entropy.js';

/** Composites that are better as a whole than traced as what they are made of, and their gradients. */
export const composites: readonly Lowering[] = [
  batchNorm,
  batchNormGradient,
  classRows,
  ctcRecursion,
  gelu,
  geluGradient,
  gru,
  gruGradient,
  layerNorm,
  layerNormGradient,
  lstm,
  lstmGradient,
  softmaxCrossEntropy,
  softmaxCrossEntropyGradient,
];
