import './register.js';

export * from './components.js';
export { torchmetricsCatalogue } from './catalogue/torchmetrics.js';
export { plugin } from './register.js';
export { decodeMask, encodeMask, maskArea, maskBox, maskIou, mergeMasks, polygonMask } from './masks/masks.js';
export type { MaskCode, MaskLike, Polygons } from './shared/detection/runs-of.js';
export { pairwiseCosineSimilarity } from './pairwise/pairwise-cosine-similarity.js';
export { pairwiseEuclideanDistance } from './pairwise/pairwise-euclidean-distance.js';
export { pairwiseLinearSimilarity } from './pairwise/pairwise-linear-similarity.js';
export { pairwiseManhattanDistance } from './pairwise/pairwise-manhattan-distance.js';
export type { PairwiseOptions, PairwiseReduction } from './pairwise/pairwise-matrix.js';
export { pairwiseMinkowskiDistance, type PairwiseMinkowskiOptions } from './pairwise/pairwise-minkowski-distance.js';
export type { ClassCounts } from './shared/average-scores.js';
export { classShape, type ClassificationTask, type ClassOptions, type ClassSettings } from './shared/class-options.js';
export { curveMetric, type CurveCounts, type CurveMetricOptions } from './shared/curve-metric.js';
export {
  averageCurveShape,
  averageScoreShape,
  curveShape,
  type CurveOptions,
  type CurveSettings,
} from './shared/curve-options.js';
export { clusteringMetric, type ClusteringMetricOptions } from './shared/clustering-metric.js';
export type { Contingency } from './shared/contingency.js';
export type { OverlapOptions } from './shared/detection/overlap-metric.js';
export type { PanopticOptions } from './shared/detection/panoptic-metric.js';
export type { EmbeddedClusters } from './shared/embedded-clusters.js';
export { embeddedClustersMetric, type EmbeddedClustersMetricOptions } from './shared/embedded-clusters-metric.js';
export type { ImageFunction, ImageNetwork, NetworkNumbers } from './shared/features/extractor.js';
export type { TokenFunction, TokenNumbers } from './shared/features/token-rows.js';
export { meanMetric, type MeanMetricOptions } from './shared/mean-metric.js';
export type { RankedQuery } from './shared/ranking.js';
export { retrievalMetric, type RetrievalMetricOptions } from './shared/retrieval-metric.js';
export {
  maxKShape,
  retrievalShape,
  topKShape,
  type Aggregation,
  type EmptyTargetAction,
  type RetrievalOptions,
  type RetrievalSettings,
} from './shared/retrieval-options.js';
export {
  scoresMetric,
  scoresReductionShape,
  type ScoredMetric,
  type ScoresMetricOptions,
} from './shared/scores-metric.js';
export type { SegmentationOptions } from './shared/segmentation/segmentation-options.js';
export type { HostScoredMetric } from './shared/host-scores-metric.js';
export { statScoresMetric, type ClassScore, type StatScoresMetricOptions } from './shared/stat-scores-metric.js';
export {
  checkStatScores,
  statScoresShape,
  type Average,
  type ClassScoreOptions,
  type ClassScoreSettings,
} from './shared/stat-scores-options.js';
export { sumsMetric, type RefusedElements, type SumsMetricOptions } from './shared/sums-metric.js';
export type { ThresholdCounts } from './shared/threshold-counts.js';
export { textMetric, type TextCounts, type TextMetricOptions } from './shared/text-metric.js';
export { textShape, textViewShape, type TextOptions, type TextSettings } from './shared/text-options.js';
export type { ReferenceCount, TextSample } from './shared/texts.js';
