import './register.js';

export * from './components.js';
export { plugin } from './register.js';
export { classScoreLoss, type ClassScoreLossOptions, type ClassScores } from './shared/class-score-loss.js';
export { classScoreShape, type ClassScoreOptions, type ClassScoreSettings } from './shared/class-score-shape.js';
export { elementwiseLoss, type ElementwiseLossOptions } from './shared/elementwise-loss.js';
export { overlapLoss, type OverlapLossOptions } from './shared/overlap-loss.js';
export { logitsShape, maskShape, type MaskOptions } from './shared/mask-shape.js';
export { overlapShape, type OverlapOptions, type OverlapSettings } from './shared/overlap-shape.js';
export { rowwiseLoss, type RowwiseLossOptions } from './shared/rowwise-loss.js';
export { classCentreLoss, type CentredEmbeddings, type ClassCentreLossOptions } from './shared/class-centre-loss.js';
export type { ComparisonSettings, EmbeddingPairs } from './shared/embedding-pairs.js';
export {
  nonZero,
  ofSamples,
  pairwiseLoss,
  type AnchorValues,
  type PairwiseLossOptions,
} from './shared/pairwise-loss.js';
export type { EmbeddingDistance, TripletEmbeddings } from './shared/triplet-loss.js';
export { partsOf, treeLoss, type TreeLossOptions } from './shared/tree-loss.js';
export { pairLoss, type LossPair, type PairLossOptions } from './shared/pair-loss.js';
