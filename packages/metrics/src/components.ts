// Generated from the components beside it: npm run barrels.
export * from './aggregation/cat.js';
export * from './aggregation/max.js';
export * from './aggregation/mean.js';
export * from './aggregation/min.js';
export * from './aggregation/running-mean.js';
export * from './aggregation/running-sum.js';
export * from './aggregation/sum.js';
export * from './audio/complex-scale-invariant-signal-noise-ratio.js';
export * from './audio/permutation-invariant-training.js';
export * from './audio/scale-invariant-signal-distortion-ratio.js';
export * from './audio/scale-invariant-signal-noise-ratio.js';
export * from './audio/short-time-objective-intelligibility.js';
export * from './audio/signal-distortion-ratio.js';
export * from './audio/signal-noise-ratio.js';
export * from './audio/source-aggregated-signal-distortion-ratio.js';
export * from './classification/accuracy.js';
export * from './classification/auroc.js';
export * from './classification/average-precision.js';
export * from './classification/balanced-accuracy.js';
export * from './classification/brier-score.js';
export * from './classification/calibration-curve.js';
export * from './classification/calibration-error.js';
export * from './classification/classification-report.js';
export * from './classification/cohen-kappa.js';
export * from './classification/confusion-matrix.js';
export * from './classification/coverage-error.js';
export * from './classification/eer.js';
export * from './classification/exact-match.js';
export * from './classification/f-beta-score.js';
export * from './classification/f1-score.js';
export * from './classification/hamming-distance.js';
export * from './classification/hinge-loss.js';
export * from './classification/jaccard-index.js';
export * from './classification/log-auc.js';
export * from './classification/log-loss.js';
export * from './classification/matthews-corr-coef.js';
export * from './classification/negative-predictive-value.js';
export * from './classification/precision-at-fixed-recall.js';
export * from './classification/precision-recall-curve.js';
export * from './classification/precision.js';
export * from './classification/ranking-average-precision.js';
export * from './classification/ranking-loss.js';
export * from './classification/recall-at-fixed-precision.js';
export * from './classification/recall.js';
export * from './classification/roc.js';
export * from './classification/sensitivity-at-specificity.js';
export * from './classification/specificity-at-sensitivity.js';
export * from './classification/specificity.js';
export * from './classification/stat-scores.js';
export * from './clustering/adjusted-mutual-info-score.js';
export * from './clustering/adjusted-rand-score.js';
export * from './clustering/calinski-harabasz-score.js';
export * from './clustering/cluster-accuracy.js';
export * from './clustering/completeness-score.js';
export * from './clustering/davies-bouldin-score.js';
export * from './clustering/dunn-index.js';
export * from './clustering/fowlkes-mallows-index.js';
export * from './clustering/homogeneity-score.js';
export * from './clustering/mutual-info-score.js';
export * from './clustering/normalized-mutual-info-score.js';
export * from './clustering/rand-score.js';
export * from './clustering/silhouette-score.js';
export * from './clustering/v-measure-score.js';
export * from './detection/complete-intersection-over-union.js';
export * from './detection/distance-intersection-over-union.js';
export * from './detection/generalized-intersection-over-union.js';
export * from './detection/intersection-over-union.js';
export * from './detection/mean-average-precision.js';
export * from './detection/modified-panoptic-quality.js';
export * from './detection/panoptic-quality.js';
export * from './fairness/binary-fairness.js';
export * from './fairness/binary-group-stat-rates.js';
export * from './image/clip-score.js';
export * from './image/deep-image-structure-and-texture-similarity.js';
export * from './image/error-relative-global-dimensionless-synthesis.js';
export * from './image/frechet-inception-distance.js';
export * from './image/inception-score.js';
export * from './image/kernel-inception-distance.js';
export * from './image/learned-perceptual-image-patch-similarity.js';
export * from './image/memorization-informed-frechet-inception-distance.js';
export * from './image/multi-scale-structural-similarity-index-measure.js';
export * from './image/peak-signal-noise-ratio-with-blocked-effect.js';
export * from './image/peak-signal-noise-ratio.js';
export * from './image/quality-with-no-reference.js';
export * from './image/relative-average-spectral-error.js';
export * from './image/root-mean-squared-error-using-sliding-window.js';
export * from './image/spatial-correlation-coefficient.js';
export * from './image/spatial-distortion-index.js';
export * from './image/spectral-angle-mapper.js';
export * from './image/spectral-distortion-index.js';
export * from './image/structural-similarity-index-measure.js';
export * from './image/total-variation.js';
export * from './image/universal-image-quality-index.js';
export * from './image/visual-information-fidelity.js';
export * from './nominal/cramers-v.js';
export * from './nominal/fleiss-kappa.js';
export * from './nominal/pearsons-contingency-coefficient.js';
export * from './nominal/theils-u.js';
export * from './nominal/tschuprows-t.js';
export * from './regression/concordance-corr-coef.js';
export * from './regression/continuous-ranked-probability-score.js';
export * from './regression/cosine-similarity.js';
export * from './regression/critical-success-index.js';
export * from './regression/explained-variance.js';
export * from './regression/jensen-shannon-divergence.js';
export * from './regression/kendall-rank-corr-coef.js';
export * from './regression/kl-divergence.js';
export * from './regression/log-cosh-error.js';
export * from './regression/mean-absolute-error.js';
export * from './regression/mean-absolute-percentage-error.js';
export * from './regression/mean-squared-error.js';
export * from './regression/mean-squared-log-error.js';
export * from './regression/median-absolute-error.js';
export * from './regression/minkowski-distance.js';
export * from './regression/normalized-root-mean-squared-error.js';
export * from './regression/pearson-corr-coef.js';
export * from './regression/r2-score.js';
export * from './regression/relative-squared-error.js';
export * from './regression/residuals.js';
export * from './regression/spearman-corr-coef.js';
export * from './regression/symmetric-mean-absolute-percentage-error.js';
export * from './regression/tweedie-deviance-score.js';
export * from './regression/weighted-mean-absolute-percentage-error.js';
export * from './retrieval/retrieval-auroc.js';
export * from './retrieval/retrieval-fall-out.js';
export * from './retrieval/retrieval-hit-rate.js';
export * from './retrieval/retrieval-map.js';
export * from './retrieval/retrieval-mrr.js';
export * from './retrieval/retrieval-normalized-dcg.js';
export * from './retrieval/retrieval-precision-recall-curve.js';
export * from './retrieval/retrieval-precision.js';
export * from './retrieval/retrieval-r-precision.js';
export * from './retrieval/retrieval-recall-at-fixed-precision.js';
export * from './retrieval/retrieval-recall.js';
export * from './segmentation/dice-score.js';
export * from './segmentation/generalized-dice-score.js';
export * from './segmentation/hausdorff-distance.js';
export * from './segmentation/mean-iou.js';
export * from './shape/lip-vertex-error.js';
export * from './shape/procrustes-disparity.js';
export * from './text/bert-score.js';
export * from './text/bleu-score.js';
export * from './text/char-error-rate.js';
export * from './text/chrf-score.js';
export * from './text/edit-distance.js';
export * from './text/extended-edit-distance.js';
export * from './text/info-lm.js';
export * from './text/match-error-rate.js';
export * from './text/perplexity.js';
export * from './text/rouge-score.js';
export * from './text/sacre-bleu-score.js';
export * from './text/squad.js';
export * from './text/translation-edit-rate.js';
export * from './text/word-error-rate.js';
export * from './text/word-info-lost.js';
export * from './text/word-info-preserved.js';
export * from './wrappers/binary-target.js';
export * from './wrappers/bootstrap.js';
export * from './wrappers/class-wise.js';
export * from './wrappers/lambda-input.js';
export * from './wrappers/min-max.js';
export * from './wrappers/multi-output.js';
export * from './wrappers/multi-task.js';
export * from './wrappers/running.js';

import type { accuracy, AccuracyOptions } from './classification/accuracy.js';
import type { adjustedMutualInfoScore, AdjustedMutualInfoScoreOptions } from './clustering/adjusted-mutual-info-score.js';
import type { adjustedRandScore, AdjustedRandScoreOptions } from './clustering/adjusted-rand-score.js';
import type { auroc, AurocOptions } from './classification/auroc.js';
import type { averagePrecision, AveragePrecisionOptions } from './classification/average-precision.js';
import type { balancedAccuracy, BalancedAccuracyOptions } from './classification/balanced-accuracy.js';
import type { bertScore, BertScoreOptions } from './text/bert-score.js';
import type { binaryFairness, BinaryFairnessOptions } from './fairness/binary-fairness.js';
import type { binaryGroupStatRates, BinaryGroupStatRatesOptions } from './fairness/binary-group-stat-rates.js';
import type { binaryTarget, BinaryTargetOptions } from './wrappers/binary-target.js';
import type { bleuScore, BleuScoreOptions } from './text/bleu-score.js';
import type { bootstrap, BootstrapOptions } from './wrappers/bootstrap.js';
import type { brierScore, BrierScoreOptions } from './classification/brier-score.js';
import type { calibrationCurve, CalibrationCurveOptions } from './classification/calibration-curve.js';
import type { calibrationError, CalibrationErrorOptions } from './classification/calibration-error.js';
import type { calinskiHarabaszScore, CalinskiHarabaszScoreOptions } from './clustering/calinski-harabasz-score.js';
import type { cat, CatOptions } from './aggregation/cat.js';
import type { charErrorRate, CharErrorRateOptions } from './text/char-error-rate.js';
import type { chrfScore, ChrfScoreOptions } from './text/chrf-score.js';
import type { classWise, ClassWiseOptions } from './wrappers/class-wise.js';
import type { classificationReport, ClassificationReportOptions } from './classification/classification-report.js';
import type { clipScore, ClipScoreOptions } from './image/clip-score.js';
import type { clusterAccuracy, ClusterAccuracyOptions } from './clustering/cluster-accuracy.js';
import type { cohenKappa, CohenKappaOptions } from './classification/cohen-kappa.js';
import type { completeIntersectionOverUnion, CompleteIntersectionOverUnionOptions } from './detection/complete-intersection-over-union.js';
import type { completenessScore, CompletenessScoreOptions } from './clustering/completeness-score.js';
import type { complexScaleInvariantSignalNoiseRatio, ComplexScaleInvariantSignalNoiseRatioOptions } from './audio/complex-scale-invariant-signal-noise-ratio.js';
import type { concordanceCorrCoef, ConcordanceCorrCoefOptions } from './regression/concordance-corr-coef.js';
import type { confusionMatrix, ConfusionMatrixOptions } from './classification/confusion-matrix.js';
import type { continuousRankedProbabilityScore, ContinuousRankedProbabilityScoreOptions } from './regression/continuous-ranked-probability-score.js';
import type { cosineSimilarity, CosineSimilarityOptions } from './regression/cosine-similarity.js';
import type { coverageError, CoverageErrorOptions } from './classification/coverage-error.js';
import type { cramersV, CramersVOptions } from './nominal/cramers-v.js';
import type { criticalSuccessIndex, CriticalSuccessIndexOptions } from './regression/critical-success-index.js';
import type { daviesBouldinScore, DaviesBouldinScoreOptions } from './clustering/davies-bouldin-score.js';
import type { deepImageStructureAndTextureSimilarity, DeepImageStructureAndTextureSimilarityOptions } from './image/deep-image-structure-and-texture-similarity.js';
import type { diceScore, DiceScoreOptions } from './segmentation/dice-score.js';
import type { distanceIntersectionOverUnion, DistanceIntersectionOverUnionOptions } from './detection/distance-intersection-over-union.js';
import type { dunnIndex, DunnIndexOptions } from './clustering/dunn-index.js';
import type { editDistance, EditDistanceOptions } from './text/edit-distance.js';
import type { eer, EerOptions } from './classification/eer.js';
import type { errorRelativeGlobalDimensionlessSynthesis, ErrorRelativeGlobalDimensionlessSynthesisOptions } from './image/error-relative-global-dimensionless-synthesis.js';
import type { exactMatch, ExactMatchOptions } from './classification/exact-match.js';
import type { explainedVariance, ExplainedVarianceOptions } from './regression/explained-variance.js';
import type { extendedEditDistance, ExtendedEditDistanceOptions } from './text/extended-edit-distance.js';
import type { fBetaScore, FBetaScoreOptions } from './classification/f-beta-score.js';
import type { f1Score, F1ScoreOptions } from './classification/f1-score.js';
import type { fleissKappa, FleissKappaOptions } from './nominal/fleiss-kappa.js';
import type { fowlkesMallowsIndex, FowlkesMallowsIndexOptions } from './clustering/fowlkes-mallows-index.js';
import type { frechetInceptionDistance, FrechetInceptionDistanceOptions } from './image/frechet-inception-distance.js';
import type { generalizedDiceScore, GeneralizedDiceScoreOptions } from './segmentation/generalized-dice-score.js';
import type { generalizedIntersectionOverUnion, GeneralizedIntersectionOverUnionOptions } from './detection/generalized-intersection-over-union.js';
import type { hammingDistance, HammingDistanceOptions } from './classification/hamming-distance.js';
import type { hausdorffDistance, HausdorffDistanceOptions } from './segmentation/hausdorff-distance.js';
import type { hingeLoss, HingeLossOptions } from './classification/hinge-loss.js';
import type { homogeneityScore, HomogeneityScoreOptions } from './clustering/homogeneity-score.js';
import type { inceptionScore, InceptionScoreOptions } from './image/inception-score.js';
import type { infoLm, InfoLmOptions } from './text/info-lm.js';
import type { intersectionOverUnion, IntersectionOverUnionOptions } from './detection/intersection-over-union.js';
import type { jaccardIndex, JaccardIndexOptions } from './classification/jaccard-index.js';
import type { jensenShannonDivergence, JensenShannonDivergenceOptions } from './regression/jensen-shannon-divergence.js';
import type { kendallRankCorrCoef, KendallRankCorrCoefOptions } from './regression/kendall-rank-corr-coef.js';
import type { kernelInceptionDistance, KernelInceptionDistanceOptions } from './image/kernel-inception-distance.js';
import type { klDivergence, KlDivergenceOptions } from './regression/kl-divergence.js';
import type { lambdaInput, LambdaInputOptions } from './wrappers/lambda-input.js';
import type { learnedPerceptualImagePatchSimilarity, LearnedPerceptualImagePatchSimilarityOptions } from './image/learned-perceptual-image-patch-similarity.js';
import type { lipVertexError, LipVertexErrorOptions } from './shape/lip-vertex-error.js';
import type { logAuc, LogAucOptions } from './classification/log-auc.js';
import type { logCoshError, LogCoshErrorOptions } from './regression/log-cosh-error.js';
import type { logLoss, LogLossOptions } from './classification/log-loss.js';
import type { matchErrorRate, MatchErrorRateOptions } from './text/match-error-rate.js';
import type { matthewsCorrCoef, MatthewsCorrCoefOptions } from './classification/matthews-corr-coef.js';
import type { max, MaxOptions } from './aggregation/max.js';
import type { mean, MeanOptions } from './aggregation/mean.js';
import type { meanAbsoluteError, MeanAbsoluteErrorOptions } from './regression/mean-absolute-error.js';
import type { meanAbsolutePercentageError, MeanAbsolutePercentageErrorOptions } from './regression/mean-absolute-percentage-error.js';
import type { meanAveragePrecision, MeanAveragePrecisionOptions } from './detection/mean-average-precision.js';
import type { meanIou, MeanIouOptions } from './segmentation/mean-iou.js';
import type { meanSquaredError, MeanSquaredErrorOptions } from './regression/mean-squared-error.js';
import type { meanSquaredLogError, MeanSquaredLogErrorOptions } from './regression/mean-squared-log-error.js';
import type { medianAbsoluteError, MedianAbsoluteErrorOptions } from './regression/median-absolute-error.js';
import type { memorizationInformedFrechetInceptionDistance, MemorizationInformedFrechetInceptionDistanceOptions } from './image/memorization-informed-frechet-inception-distance.js';
import type { min, MinOptions } from './aggregation/min.js';
import type { minMax, MinMaxOptions } from './wrappers/min-max.js';
import type { minkowskiDistance, MinkowskiDistanceOptions } from './regression/minkowski-distance.js';
import type { modifiedPanopticQuality, ModifiedPanopticQualityOptions } from './detection/modified-panoptic-quality.js';
import type { multiOutput, MultiOutputOptions } from './wrappers/multi-output.js';
import type { multiScaleStructuralSimilarityIndexMeasure, MultiScaleStructuralSimilarityIndexMeasureOptions } from './image/multi-scale-structural-similarity-index-measure.js';
import type { multiTask, MultiTaskOptions } from './wrappers/multi-task.js';
import type { mutualInfoScore, MutualInfoScoreOptions } from './clustering/mutual-info-score.js';
import type { negativePredictiveValue, NegativePredictiveValueOptions } from './classification/negative-predictive-value.js';
import type { normalizedMutualInfoScore, NormalizedMutualInfoScoreOptions } from './clustering/normalized-mutual-info-score.js';
import type { normalizedRootMeanSquaredError, NormalizedRootMeanSquaredErrorOptions } from './regression/normalized-root-mean-squared-error.js';
import type { panopticQuality, PanopticQualityOptions } from './detection/panoptic-quality.js';
import type { peakSignalNoiseRatio, PeakSignalNoiseRatioOptions } from './image/peak-signal-noise-ratio.js';
import type { peakSignalNoiseRatioWithBlockedEffect, PeakSignalNoiseRatioWithBlockedEffectOptions } from './image/peak-signal-noise-ratio-with-blocked-effect.js';
import type { pearsonCorrCoef, PearsonCorrCoefOptions } from './regression/pearson-corr-coef.js';
import type { pearsonsContingencyCoefficient, PearsonsContingencyCoefficientOptions } from './nominal/pearsons-contingency-coefficient.js';
import type { permutationInvariantTraining, PermutationInvariantTrainingOptions } from './audio/permutation-invariant-training.js';
import type { perplexity, PerplexityOptions } from './text/perplexity.js';
import type { precision, PrecisionOptions } from './classification/precision.js';
import type { precisionAtFixedRecall, PrecisionAtFixedRecallOptions } from './classification/precision-at-fixed-recall.js';
import type { precisionRecallCurve, PrecisionRecallCurveOptions } from './classification/precision-recall-curve.js';
import type { procrustesDisparity, ProcrustesDisparityOptions } from './shape/procrustes-disparity.js';
import type { qualityWithNoReference, QualityWithNoReferenceOptions } from './image/quality-with-no-reference.js';
import type { r2Score, R2ScoreOptions } from './regression/r2-score.js';
import type { randScore, RandScoreOptions } from './clustering/rand-score.js';
import type { rankingAveragePrecision, RankingAveragePrecisionOptions } from './classification/ranking-average-precision.js';
import type { rankingLoss, RankingLossOptions } from './classification/ranking-loss.js';
import type { recall, RecallOptions } from './classification/recall.js';
import type { recallAtFixedPrecision, RecallAtFixedPrecisionOptions } from './classification/recall-at-fixed-precision.js';
import type { relativeAverageSpectralError, RelativeAverageSpectralErrorOptions } from './image/relative-average-spectral-error.js';
import type { relativeSquaredError, RelativeSquaredErrorOptions } from './regression/relative-squared-error.js';
import type { residuals, ResidualsOptions } from './regression/residuals.js';
import type { retrievalAuroc, RetrievalAurocOptions } from './retrieval/retrieval-auroc.js';
import type { retrievalFallOut, RetrievalFallOutOptions } from './retrieval/retrieval-fall-out.js';
import type { retrievalHitRate, RetrievalHitRateOptions } from './retrieval/retrieval-hit-rate.js';
import type { retrievalMap, RetrievalMapOptions } from './retrieval/retrieval-map.js';
import type { retrievalMrr, RetrievalMrrOptions } from './retrieval/retrieval-mrr.js';
import type { retrievalNormalizedDcg, RetrievalNormalizedDcgOptions } from './retrieval/retrieval-normalized-dcg.js';
import type { retrievalPrecision, RetrievalPrecisionOptions } from './retrieval/retrieval-precision.js';
import type { retrievalPrecisionRecallCurve, RetrievalPrecisionRecallCurveOptions } from './retrieval/retrieval-precision-recall-curve.js';
import type { retrievalRPrecision, RetrievalRPrecisionOptions } from './retrieval/retrieval-r-precision.js';
import type { retrievalRecall, RetrievalRecallOptions } from './retrieval/retrieval-recall.js';
import type { retrievalRecallAtFixedPrecision, RetrievalRecallAtFixedPrecisionOptions } from './retrieval/retrieval-recall-at-fixed-precision.js';
import type { roc, RocOptions } from './classification/roc.js';
import type { rootMeanSquaredErrorUsingSlidingWindow, RootMeanSquaredErrorUsingSlidingWindowOptions } from './image/root-mean-squared-error-using-sliding-window.js';
import type { rougeScore, RougeScoreOptions } from './text/rouge-score.js';
import type { running, RunningOptions } from './wrappers/running.js';
import type { runningMean, RunningMeanOptions } from './aggregation/running-mean.js';
import type { runningSum, RunningSumOptions } from './aggregation/running-sum.js';
import type { sacreBleuScore, SacreBleuScoreOptions } from './text/sacre-bleu-score.js';
import type { scaleInvariantSignalDistortionRatio, ScaleInvariantSignalDistortionRatioOptions } from './audio/scale-invariant-signal-distortion-ratio.js';
import type { scaleInvariantSignalNoiseRatio, ScaleInvariantSignalNoiseRatioOptions } from './audio/scale-invariant-signal-noise-ratio.js';
import type { sensitivityAtSpecificity, SensitivityAtSpecificityOptions } from './classification/sensitivity-at-specificity.js';
import type { shortTimeObjectiveIntelligibility, ShortTimeObjectiveIntelligibilityOptions } from './audio/short-time-objective-intelligibility.js';
import type { signalDistortionRatio, SignalDistortionRatioOptions } from './audio/signal-distortion-ratio.js';
import type { signalNoiseRatio, SignalNoiseRatioOptions } from './audio/signal-noise-ratio.js';
import type { silhouetteScore, SilhouetteScoreOptions } from './clustering/silhouette-score.js';
import type { sourceAggregatedSignalDistortionRatio, SourceAggregatedSignalDistortionRatioOptions } from './audio/source-aggregated-signal-distortion-ratio.js';
import type { spatialCorrelationCoefficient, SpatialCorrelationCoefficientOptions } from './image/spatial-correlation-coefficient.js';
import type { spatialDistortionIndex, SpatialDistortionIndexOptions } from './image/spatial-distortion-index.js';
import type { spearmanCorrCoef, SpearmanCorrCoefOptions } from './regression/spearman-corr-coef.js';
import type { specificity, SpecificityOptions } from './classification/specificity.js';
import type { specificityAtSensitivity, SpecificityAtSensitivityOptions } from './classification/specificity-at-sensitivity.js';
import type { spectralAngleMapper, SpectralAngleMapperOptions } from './image/spectral-angle-mapper.js';
import type { spectralDistortionIndex, SpectralDistortionIndexOptions } from './image/spectral-distortion-index.js';
import type { squad, SquadOptions } from './text/squad.js';
import type { statScores, StatScoresOptions } from './classification/stat-scores.js';
import type { structuralSimilarityIndexMeasure, StructuralSimilarityIndexMeasureOptions } from './image/structural-similarity-index-measure.js';
import type { sum, SumOptions } from './aggregation/sum.js';
import type { symmetricMeanAbsolutePercentageError, SymmetricMeanAbsolutePercentageErrorOptions } from './regression/symmetric-mean-absolute-percentage-error.js';
import type { theilsU, TheilsUOptions } from './nominal/theils-u.js';
import type { totalVariation, TotalVariationOptions } from './image/total-variation.js';
import type { translationEditRate, TranslationEditRateOptions } from './text/translation-edit-rate.js';
import type { tschuprowsT, TschuprowsTOptions } from './nominal/tschuprows-t.js';
import type { tweedieDevianceScore, TweedieDevianceScoreOptions } from './regression/tweedie-deviance-score.js';
import type { universalImageQualityIndex, UniversalImageQualityIndexOptions } from './image/universal-image-quality-index.js';
import type { vMeasureScore, VMeasureScoreOptions } from './clustering/v-measure-score.js';
import type { visualInformationFidelity, VisualInformationFidelityOptions } from './image/visual-information-fidelity.js';
import type { weightedMeanAbsolutePercentageError, WeightedMeanAbsolutePercentageErrorOptions } from './regression/weighted-mean-absolute-percentage-error.js';
import type { wordErrorRate, WordErrorRateOptions } from './text/word-error-rate.js';
import type { wordInfoLost, WordInfoLostOptions } from './text/word-info-lost.js';
import type { wordInfoPreserved, WordInfoPreservedOptions } from './text/word-info-preserved.js';

declare module '@lml/core' {
  interface MetricComponents {
    /** See {@link accuracy}. */
    accuracy: typeof accuracy;
    /** See {@link adjustedMutualInfoScore}. */
    'adjusted-mutual-info-score': typeof adjustedMutualInfoScore;
    /** See {@link adjustedRandScore}. */
    'adjusted-rand-score': typeof adjustedRandScore;
    /** See {@link auroc}. */
    auroc: typeof auroc;
    /** See {@link averagePrecision}. */
    'average-precision': typeof averagePrecision;
    /** See {@link balancedAccuracy}. */
    'balanced-accuracy': typeof balancedAccuracy;
    /** See {@link bertScore}. */
    'bert-score': typeof bertScore;
    /** See {@link binaryFairness}. */
    'binary-fairness': typeof binaryFairness;
    /** See {@link binaryGroupStatRates}. */
    'binary-group-stat-rates': typeof binaryGroupStatRates;
    /** See {@link binaryTarget}. */
    'binary-target': typeof binaryTarget;
    /** See {@link bleuScore}. */
    'bleu-score': typeof bleuScore;
    /** See {@link bootstrap}. */
    bootstrap: typeof bootstrap;
    /** See {@link brierScore}. */
    'brier-score': typeof brierScore;
    /** See {@link calibrationCurve}. */
    'calibration-curve': typeof calibrationCurve;
    /** See {@link calibrationError}. */
    'calibration-error': typeof calibrationError;
    /** See {@link calinskiHarabaszScore}. */
    'calinski-harabasz-score': typeof calinskiHarabaszScore;
    /** See {@link cat}. */
    cat: typeof cat;
    /** See {@link charErrorRate}. */
    'char-error-rate': typeof charErrorRate;
    /** See {@link chrfScore}. */
    'chrf-score': typeof chrfScore;
    /** See {@link classWise}. */
    'class-wise': typeof classWise;
    /** See {@link classificationReport}. */
    'classification-report': typeof classificationReport;
    /** See {@link clipScore}. */
    'clip-score': typeof clipScore;
    /** See {@link clusterAccuracy}. */
    'cluster-accuracy': typeof clusterAccuracy;
    /** See {@link cohenKappa}. */
    'cohen-kappa': typeof cohenKappa;
    /** See {@link completeIntersectionOverUnion}. */
    'complete-intersection-over-union': typeof completeIntersectionOverUnion;
    /** See {@link completenessScore}. */
    'completeness-score': typeof completenessScore;
    /** See {@link complexScaleInvariantSignalNoiseRatio}. */
    'complex-scale-invariant-signal-noise-ratio': typeof complexScaleInvariantSignalNoiseRatio;
    /** See {@link concordanceCorrCoef}. */
    'concordance-corr-coef': typeof concordanceCorrCoef;
    /** See {@link confusionMatrix}. */
    'confusion-matrix': typeof confusionMatrix;
    /** See {@link continuousRankedProbabilityScore}. */
    'continuous-ranked-probability-score': typeof continuousRankedProbabilityScore;
    /** See {@link cosineSimilarity}. */
    'cosine-similarity': typeof cosineSimilarity;
    /** See {@link coverageError}. */
    'coverage-error': typeof coverageError;
    /** See {@link cramersV}. */
    'cramers-v': typeof cramersV;
    /** See {@link criticalSuccessIndex}. */
    'critical-success-index': typeof criticalSuccessIndex;
    /** See {@link daviesBouldinScore}. */
    'davies-bouldin-score': typeof daviesBouldinScore;
    /** See {@link deepImageStructureAndTextureSimilarity}. */
    'deep-image-structure-and-texture-similarity': typeof deepImageStructureAndTextureSimilarity;
    /** See {@link diceScore}. */
    'dice-score': typeof diceScore;
    /** See {@link distanceIntersectionOverUnion}. */
    'distance-intersection-over-union': typeof distanceIntersectionOverUnion;
    /** See {@link dunnIndex}. */
    'dunn-index': typeof dunnIndex;
    /** See {@link editDistance}. */
    'edit-distance': typeof editDistance;
    /** See {@link eer}. */
    eer: typeof eer;
    /** See {@link errorRelativeGlobalDimensionlessSynthesis}. */
    'error-relative-global-dimensionless-synthesis': typeof errorRelativeGlobalDimensionlessSynthesis;
    /** See {@link exactMatch}. */
    'exact-match': typeof exactMatch;
    /** See {@link explainedVariance}. */
    'explained-variance': typeof explainedVariance;
    /** See {@link extendedEditDistance}. */
    'extended-edit-distance': typeof extendedEditDistance;
    /** See {@link fBetaScore}. */
    'f-beta-score': typeof fBetaScore;
    /** See {@link f1Score}. */
    'f1-score': typeof f1Score;
    /** See {@link fleissKappa}. */
    'fleiss-kappa': typeof fleissKappa;
    /** See {@link fowlkesMallowsIndex}. */
    'fowlkes-mallows-index': typeof fowlkesMallowsIndex;
    /** See {@link frechetInceptionDistance}. */
    'frechet-inception-distance': typeof frechetInceptionDistance;
    /** See {@link generalizedDiceScore}. */
    'generalized-dice-score': typeof generalizedDiceScore;
    /** See {@link generalizedIntersectionOverUnion}. */
    'generalized-intersection-over-union': typeof generalizedIntersectionOverUnion;
    /** See {@link hammingDistance}. */
    'hamming-distance': typeof hammingDistance;
    /** See {@link hausdorffDistance}. */
    'hausdorff-distance': typeof hausdorffDistance;
    /** See {@link hingeLoss}. */
    'hinge-loss': typeof hingeLoss;
    /** See {@link homogeneityScore}. */
    'homogeneity-score': typeof homogeneityScore;
    /** See {@link inceptionScore}. */
    'inception-score': typeof inceptionScore;
    /** See {@link infoLm}. */
    'info-lm': typeof infoLm;
    /** See {@link intersectionOverUnion}. */
    'intersection-over-union': typeof intersectionOverUnion;
    /** See {@link jaccardIndex}. */
    'jaccard-index': typeof jaccardIndex;
    /** See {@link jensenShannonDivergence}. */
    'jensen-shannon-divergence': typeof jensenShannonDivergence;
    /** See {@link kendallRankCorrCoef}. */
    'kendall-rank-corr-coef': typeof kendallRankCorrCoef;
    /** See {@link kernelInceptionDistance}. */
    'kernel-inception-distance': typeof kernelInceptionDistance;
    /** See {@link klDivergence}. */
    'kl-divergence': typeof klDivergence;
    /** See {@link lambdaInput}. */
    'lambda-input': typeof lambdaInput;
    /** See {@link learnedPerceptualImagePatchSimilarity}. */
    'learned-perceptual-image-patch-similarity': typeof learnedPerceptualImagePatchSimilarity;
    /** See {@link lipVertexError}. */
    'lip-vertex-error': typeof lipVertexError;
    /** See {@link logAuc}. */
    'log-auc': typeof logAuc;
    /** See {@link logCoshError}. */
    'log-cosh-error': typeof logCoshError;
    /** See {@link logLoss}. */
    'log-loss': typeof logLoss;
    /** See {@link matchErrorRate}. */
    'match-error-rate': typeof matchErrorRate;
    /** See {@link matthewsCorrCoef}. */
    'matthews-corr-coef': typeof matthewsCorrCoef;
    /** See {@link max}. */
    max: typeof max;
    /** See {@link mean}. */
    mean: typeof mean;
    /** See {@link meanAbsoluteError}. */
    'mean-absolute-error': typeof meanAbsoluteError;
    /** See {@link meanAbsolutePercentageError}. */
    'mean-absolute-percentage-error': typeof meanAbsolutePercentageError;
    /** See {@link meanAveragePrecision}. */
    'mean-average-precision': typeof meanAveragePrecision;
    /** See {@link meanIou}. */
    'mean-iou': typeof meanIou;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': typeof meanSquaredError;
    /** See {@link meanSquaredLogError}. */
    'mean-squared-log-error': typeof meanSquaredLogError;
    /** See {@link medianAbsoluteError}. */
    'median-absolute-error': typeof medianAbsoluteError;
    /** See {@link memorizationInformedFrechetInceptionDistance}. */
    'memorization-informed-frechet-inception-distance': typeof memorizationInformedFrechetInceptionDistance;
    /** See {@link min}. */
    min: typeof min;
    /** See {@link minMax}. */
    'min-max': typeof minMax;
    /** See {@link minkowskiDistance}. */
    'minkowski-distance': typeof minkowskiDistance;
    /** See {@link modifiedPanopticQuality}. */
    'modified-panoptic-quality': typeof modifiedPanopticQuality;
    /** See {@link multiOutput}. */
    'multi-output': typeof multiOutput;
    /** See {@link multiScaleStructuralSimilarityIndexMeasure}. */
    'multi-scale-structural-similarity-index-measure': typeof multiScaleStructuralSimilarityIndexMeasure;
    /** See {@link multiTask}. */
    'multi-task': typeof multiTask;
    /** See {@link mutualInfoScore}. */
    'mutual-info-score': typeof mutualInfoScore;
    /** See {@link negativePredictiveValue}. */
    'negative-predictive-value': typeof negativePredictiveValue;
    /** See {@link normalizedMutualInfoScore}. */
    'normalized-mutual-info-score': typeof normalizedMutualInfoScore;
    /** See {@link normalizedRootMeanSquaredError}. */
    'normalized-root-mean-squared-error': typeof normalizedRootMeanSquaredError;
    /** See {@link panopticQuality}. */
    'panoptic-quality': typeof panopticQuality;
    /** See {@link peakSignalNoiseRatio}. */
    'peak-signal-noise-ratio': typeof peakSignalNoiseRatio;
    /** See {@link peakSignalNoiseRatioWithBlockedEffect}. */
    'peak-signal-noise-ratio-with-blocked-effect': typeof peakSignalNoiseRatioWithBlockedEffect;
    /** See {@link pearsonCorrCoef}. */
    'pearson-corr-coef': typeof pearsonCorrCoef;
    /** See {@link pearsonsContingencyCoefficient}. */
    'pearsons-contingency-coefficient': typeof pearsonsContingencyCoefficient;
    /** See {@link permutationInvariantTraining}. */
    'permutation-invariant-training': typeof permutationInvariantTraining;
    /** See {@link perplexity}. */
    perplexity: typeof perplexity;
    /** See {@link precision}. */
    precision: typeof precision;
    /** See {@link precisionAtFixedRecall}. */
    'precision-at-fixed-recall': typeof precisionAtFixedRecall;
    /** See {@link precisionRecallCurve}. */
    'precision-recall-curve': typeof precisionRecallCurve;
    /** See {@link procrustesDisparity}. */
    'procrustes-disparity': typeof procrustesDisparity;
    /** See {@link qualityWithNoReference}. */
    'quality-with-no-reference': typeof qualityWithNoReference;
    /** See {@link r2Score}. */
    'r2-score': typeof r2Score;
    /** See {@link randScore}. */
    'rand-score': typeof randScore;
    /** See {@link rankingAveragePrecision}. */
    'ranking-average-precision': typeof rankingAveragePrecision;
    /** See {@link rankingLoss}. */
    'ranking-loss': typeof rankingLoss;
    /** See {@link recall}. */
    recall: typeof recall;
    /** See {@link recallAtFixedPrecision}. */
    'recall-at-fixed-precision': typeof recallAtFixedPrecision;
    /** See {@link relativeAverageSpectralError}. */
    'relative-average-spectral-error': typeof relativeAverageSpectralError;
    /** See {@link relativeSquaredError}. */
    'relative-squared-error': typeof relativeSquaredError;
    /** See {@link residuals}. */
    residuals: typeof residuals;
    /** See {@link retrievalAuroc}. */
    'retrieval-auroc': typeof retrievalAuroc;
    /** See {@link retrievalFallOut}. */
    'retrieval-fall-out': typeof retrievalFallOut;
    /** See {@link retrievalHitRate}. */
    'retrieval-hit-rate': typeof retrievalHitRate;
    /** See {@link retrievalMap}. */
    'retrieval-map': typeof retrievalMap;
    /** See {@link retrievalMrr}. */
    'retrieval-mrr': typeof retrievalMrr;
    /** See {@link retrievalNormalizedDcg}. */
    'retrieval-normalized-dcg': typeof retrievalNormalizedDcg;
    /** See {@link retrievalPrecision}. */
    'retrieval-precision': typeof retrievalPrecision;
    /** See {@link retrievalPrecisionRecallCurve}. */
    'retrieval-precision-recall-curve': typeof retrievalPrecisionRecallCurve;
    /** See {@link retrievalRPrecision}. */
    'retrieval-r-precision': typeof retrievalRPrecision;
    /** See {@link retrievalRecall}. */
    'retrieval-recall': typeof retrievalRecall;
    /** See {@link retrievalRecallAtFixedPrecision}. */
    'retrieval-recall-at-fixed-precision': typeof retrievalRecallAtFixedPrecision;
    /** See {@link roc}. */
    roc: typeof roc;
    /** See {@link rootMeanSquaredErrorUsingSlidingWindow}. */
    'root-mean-squared-error-using-sliding-window': typeof rootMeanSquaredErrorUsingSlidingWindow;
    /** See {@link rougeScore}. */
    'rouge-score': typeof rougeScore;
    /** See {@link running}. */
    running: typeof running;
    /** See {@link runningMean}. */
    'running-mean': typeof runningMean;
    /** See {@link runningSum}. */
    'running-sum': typeof runningSum;
    /** See {@link sacreBleuScore}. */
    'sacre-bleu-score': typeof sacreBleuScore;
    /** See {@link scaleInvariantSignalDistortionRatio}. */
    'scale-invariant-signal-distortion-ratio': typeof scaleInvariantSignalDistortionRatio;
    /** See {@link scaleInvariantSignalNoiseRatio}. */
    'scale-invariant-signal-noise-ratio': typeof scaleInvariantSignalNoiseRatio;
    /** See {@link sensitivityAtSpecificity}. */
    'sensitivity-at-specificity': typeof sensitivityAtSpecificity;
    /** See {@link shortTimeObjectiveIntelligibility}. */
    'short-time-objective-intelligibility': typeof shortTimeObjectiveIntelligibility;
    /** See {@link signalDistortionRatio}. */
    'signal-distortion-ratio': typeof signalDistortionRatio;
    /** See {@link signalNoiseRatio}. */
    'signal-noise-ratio': typeof signalNoiseRatio;
    /** See {@link silhouetteScore}. */
    'silhouette-score': typeof silhouetteScore;
    /** See {@link sourceAggregatedSignalDistortionRatio}. */
    'source-aggregated-signal-distortion-ratio': typeof sourceAggregatedSignalDistortionRatio;
    /** See {@link spatialCorrelationCoefficient}. */
    'spatial-correlation-coefficient': typeof spatialCorrelationCoefficient;
    /** See {@link spatialDistortionIndex}. */
    'spatial-distortion-index': typeof spatialDistortionIndex;
    /** See {@link spearmanCorrCoef}. */
    'spearman-corr-coef': typeof spearmanCorrCoef;
    /** See {@link specificity}. */
    specificity: typeof specificity;
    /** See {@link specificityAtSensitivity}. */
    'specificity-at-sensitivity': typeof specificityAtSensitivity;
    /** See {@link spectralAngleMapper}. */
    'spectral-angle-mapper': typeof spectralAngleMapper;
    /** See {@link spectralDistortionIndex}. */
    'spectral-distortion-index': typeof spectralDistortionIndex;
    /** See {@link squad}. */
    squad: typeof squad;
    /** See {@link statScores}. */
    'stat-scores': typeof statScores;
    /** See {@link structuralSimilarityIndexMeasure}. */
    'structural-similarity-index-measure': typeof structuralSimilarityIndexMeasure;
    /** See {@link sum}. */
    sum: typeof sum;
    /** See {@link symmetricMeanAbsolutePercentageError}. */
    'symmetric-mean-absolute-percentage-error': typeof symmetricMeanAbsolutePercentageError;
    /** See {@link theilsU}. */
    'theils-u': typeof theilsU;
    /** See {@link totalVariation}. */
    'total-variation': typeof totalVariation;
    /** See {@link translationEditRate}. */
    'translation-edit-rate': typeof translationEditRate;
    /** See {@link tschuprowsT}. */
    'tschuprows-t': typeof tschuprowsT;
    /** See {@link tweedieDevianceScore}. */
    'tweedie-deviance-score': typeof tweedieDevianceScore;
    /** See {@link universalImageQualityIndex}. */
    'universal-image-quality-index': typeof universalImageQualityIndex;
    /** See {@link vMeasureScore}. */
    'v-measure-score': typeof vMeasureScore;
    /** See {@link visualInformationFidelity}. */
    'visual-information-fidelity': typeof visualInformationFidelity;
    /** See {@link weightedMeanAbsolutePercentageError}. */
    'weighted-mean-absolute-percentage-error': typeof weightedMeanAbsolutePercentageError;
    /** See {@link wordErrorRate}. */
    'word-error-rate': typeof wordErrorRate;
    /** See {@link wordInfoLost}. */
    'word-info-lost': typeof wordInfoLost;
    /** See {@link wordInfoPreserved}. */
    'word-info-preserved': typeof wordInfoPreserved;
  }
  interface MetricOptions {
    /** See {@link accuracy}. */
    accuracy: AccuracyOptions;
    /** See {@link adjustedMutualInfoScore}. */
    'adjusted-mutual-info-score': AdjustedMutualInfoScoreOptions;
    /** See {@link adjustedRandScore}. */
    'adjusted-rand-score': AdjustedRandScoreOptions;
    /** See {@link auroc}. */
    auroc: AurocOptions;
    /** See {@link averagePrecision}. */
    'average-precision': AveragePrecisionOptions;
    /** See {@link balancedAccuracy}. */
    'balanced-accuracy': BalancedAccuracyOptions;
    /** See {@link bertScore}. */
    'bert-score': BertScoreOptions;
    /** See {@link binaryFairness}. */
    'binary-fairness': BinaryFairnessOptions;
    /** See {@link binaryGroupStatRates}. */
    'binary-group-stat-rates': BinaryGroupStatRatesOptions;
    /** See {@link binaryTarget}. */
    'binary-target': BinaryTargetOptions;
    /** See {@link bleuScore}. */
    'bleu-score': BleuScoreOptions;
    /** See {@link bootstrap}. */
    bootstrap: BootstrapOptions;
    /** See {@link brierScore}. */
    'brier-score': BrierScoreOptions;
    /** See {@link calibrationCurve}. */
    'calibration-curve': CalibrationCurveOptions;
    /** See {@link calibrationError}. */
    'calibration-error': CalibrationErrorOptions;
    /** See {@link calinskiHarabaszScore}. */
    'calinski-harabasz-score': CalinskiHarabaszScoreOptions;
    /** See {@link cat}. */
    cat: CatOptions;
    /** See {@link charErrorRate}. */
    'char-error-rate': CharErrorRateOptions;
    /** See {@link chrfScore}. */
    'chrf-score': ChrfScoreOptions;
    /** See {@link classWise}. */
    'class-wise': ClassWiseOptions;
    /** See {@link classificationReport}. */
    'classification-report': ClassificationReportOptions;
    /** See {@link clipScore}. */
    'clip-score': ClipScoreOptions;
    /** See {@link clusterAccuracy}. */
    'cluster-accuracy': ClusterAccuracyOptions;
    /** See {@link cohenKappa}. */
    'cohen-kappa': CohenKappaOptions;
    /** See {@link completeIntersectionOverUnion}. */
    'complete-intersection-over-union': CompleteIntersectionOverUnionOptions;
    /** See {@link completenessScore}. */
    'completeness-score': CompletenessScoreOptions;
    /** See {@link complexScaleInvariantSignalNoiseRatio}. */
    'complex-scale-invariant-signal-noise-ratio': ComplexScaleInvariantSignalNoiseRatioOptions;
    /** See {@link concordanceCorrCoef}. */
    'concordance-corr-coef': ConcordanceCorrCoefOptions;
    /** See {@link confusionMatrix}. */
    'confusion-matrix': ConfusionMatrixOptions;
    /** See {@link continuousRankedProbabilityScore}. */
    'continuous-ranked-probability-score': ContinuousRankedProbabilityScoreOptions;
    /** See {@link cosineSimilarity}. */
    'cosine-similarity': CosineSimilarityOptions;
    /** See {@link coverageError}. */
    'coverage-error': CoverageErrorOptions;
    /** See {@link cramersV}. */
    'cramers-v': CramersVOptions;
    /** See {@link criticalSuccessIndex}. */
    'critical-success-index': CriticalSuccessIndexOptions;
    /** See {@link daviesBouldinScore}. */
    'davies-bouldin-score': DaviesBouldinScoreOptions;
    /** See {@link deepImageStructureAndTextureSimilarity}. */
    'deep-image-structure-and-texture-similarity': DeepImageStructureAndTextureSimilarityOptions;
    /** See {@link diceScore}. */
    'dice-score': DiceScoreOptions;
    /** See {@link distanceIntersectionOverUnion}. */
    'distance-intersection-over-union': DistanceIntersectionOverUnionOptions;
    /** See {@link dunnIndex}. */
    'dunn-index': DunnIndexOptions;
    /** See {@link editDistance}. */
    'edit-distance': EditDistanceOptions;
    /** See {@link eer}. */
    eer: EerOptions;
    /** See {@link errorRelativeGlobalDimensionlessSynthesis}. */
    'error-relative-global-dimensionless-synthesis': ErrorRelativeGlobalDimensionlessSynthesisOptions;
    /** See {@link exactMatch}. */
    'exact-match': ExactMatchOptions;
    /** See {@link explainedVariance}. */
    'explained-variance': ExplainedVarianceOptions;
    /** See {@link extendedEditDistance}. */
    'extended-edit-distance': ExtendedEditDistanceOptions;
    /** See {@link fBetaScore}. */
    'f-beta-score': FBetaScoreOptions;
    /** See {@link f1Score}. */
    'f1-score': F1ScoreOptions;
    /** See {@link fleissKappa}. */
    'fleiss-kappa': FleissKappaOptions;
    /** See {@link fowlkesMallowsIndex}. */
    'fowlkes-mallows-index': FowlkesMallowsIndexOptions;
    /** See {@link frechetInceptionDistance}. */
    'frechet-inception-distance': FrechetInceptionDistanceOptions;
    /** See {@link generalizedDiceScore}. */
    'generalized-dice-score': GeneralizedDiceScoreOptions;
    /** See {@link generalizedIntersectionOverUnion}. */
    'generalized-intersection-over-union': GeneralizedIntersectionOverUnionOptions;
    /** See {@link hammingDistance}. */
    'hamming-distance': HammingDistanceOptions;
    /** See {@link hausdorffDistance}. */
    'hausdorff-distance': HausdorffDistanceOptions;
    /** See {@link hingeLoss}. */
    'hinge-loss': HingeLossOptions;
    /** See {@link homogeneityScore}. */
    'homogeneity-score': HomogeneityScoreOptions;
    /** See {@link inceptionScore}. */
    'inception-score': InceptionScoreOptions;
    /** See {@link infoLm}. */
    'info-lm': InfoLmOptions;
    /** See {@link intersectionOverUnion}. */
    'intersection-over-union': IntersectionOverUnionOptions;
    /** See {@link jaccardIndex}. */
    'jaccard-index': JaccardIndexOptions;
    /** See {@link jensenShannonDivergence}. */
    'jensen-shannon-divergence': JensenShannonDivergenceOptions;
    /** See {@link kendallRankCorrCoef}. */
    'kendall-rank-corr-coef': KendallRankCorrCoefOptions;
    /** See {@link kernelInceptionDistance}. */
    'kernel-inception-distance': KernelInceptionDistanceOptions;
    /** See {@link klDivergence}. */
    'kl-divergence': KlDivergenceOptions;
    /** See {@link lambdaInput}. */
    'lambda-input': LambdaInputOptions;
    /** See {@link learnedPerceptualImagePatchSimilarity}. */
    'learned-perceptual-image-patch-similarity': LearnedPerceptualImagePatchSimilarityOptions;
    /** See {@link lipVertexError}. */
    'lip-vertex-error': LipVertexErrorOptions;
    /** See {@link logAuc}. */
    'log-auc': LogAucOptions;
    /** See {@link logCoshError}. */
    'log-cosh-error': LogCoshErrorOptions;
    /** See {@link logLoss}. */
    'log-loss': LogLossOptions;
    /** See {@link matchErrorRate}. */
    'match-error-rate': MatchErrorRateOptions;
    /** See {@link matthewsCorrCoef}. */
    'matthews-corr-coef': MatthewsCorrCoefOptions;
    /** See {@link max}. */
    max: MaxOptions;
    /** See {@link mean}. */
    mean: MeanOptions;
    /** See {@link meanAbsoluteError}. */
    'mean-absolute-error': MeanAbsoluteErrorOptions;
    /** See {@link meanAbsolutePercentageError}. */
    'mean-absolute-percentage-error': MeanAbsolutePercentageErrorOptions;
    /** See {@link meanAveragePrecision}. */
    'mean-average-precision': MeanAveragePrecisionOptions;
    /** See {@link meanIou}. */
    'mean-iou': MeanIouOptions;
    /** See {@link meanSquaredError}. */
    'mean-squared-error': MeanSquaredErrorOptions;
    /** See {@link meanSquaredLogError}. */
    'mean-squared-log-error': MeanSquaredLogErrorOptions;
    /** See {@link medianAbsoluteError}. */
    'median-absolute-error': MedianAbsoluteErrorOptions;
    /** See {@link memorizationInformedFrechetInceptionDistance}. */
    'memorization-informed-frechet-inception-distance': MemorizationInformedFrechetInceptionDistanceOptions;
    /** See {@link min}. */
    min: MinOptions;
    /** See {@link minMax}. */
    'min-max': MinMaxOptions;
    /** See {@link minkowskiDistance}. */
    'minkowski-distance': MinkowskiDistanceOptions;
    /** See {@link modifiedPanopticQuality}. */
    'modified-panoptic-quality': ModifiedPanopticQualityOptions;
    /** See {@link multiOutput}. */
    'multi-output': MultiOutputOptions;
    /** See {@link multiScaleStructuralSimilarityIndexMeasure}. */
    'multi-scale-structural-similarity-index-measure': MultiScaleStructuralSimilarityIndexMeasureOptions;
    /** See {@link multiTask}. */
    'multi-task': MultiTaskOptions;
    /** See {@link mutualInfoScore}. */
    'mutual-info-score': MutualInfoScoreOptions;
    /** See {@link negativePredictiveValue}. */
    'negative-predictive-value': NegativePredictiveValueOptions;
    /** See {@link normalizedMutualInfoScore}. */
    'normalized-mutual-info-score': NormalizedMutualInfoScoreOptions;
    /** See {@link normalizedRootMeanSquaredError}. */
    'normalized-root-mean-squared-error': NormalizedRootMeanSquaredErrorOptions;
    /** See {@link panopticQuality}. */
    'panoptic-quality': PanopticQualityOptions;
    /** See {@link peakSignalNoiseRatio}. */
    'peak-signal-noise-ratio': PeakSignalNoiseRatioOptions;
    /** See {@link peakSignalNoiseRatioWithBlockedEffect}. */
    'peak-signal-noise-ratio-with-blocked-effect': PeakSignalNoiseRatioWithBlockedEffectOptions;
    /** See {@link pearsonCorrCoef}. */
    'pearson-corr-coef': PearsonCorrCoefOptions;
    /** See {@link pearsonsContingencyCoefficient}. */
    'pearsons-contingency-coefficient': PearsonsContingencyCoefficientOptions;
    /** See {@link permutationInvariantTraining}. */
    'permutation-invariant-training': PermutationInvariantTrainingOptions;
    /** See {@link perplexity}. */
    perplexity: PerplexityOptions;
    /** See {@link precision}. */
    precision: PrecisionOptions;
    /** See {@link precisionAtFixedRecall}. */
    'precision-at-fixed-recall': PrecisionAtFixedRecallOptions;
    /** See {@link precisionRecallCurve}. */
    'precision-recall-curve': PrecisionRecallCurveOptions;
    /** See {@link procrustesDisparity}. */
    'procrustes-disparity': ProcrustesDisparityOptions;
    /** See {@link qualityWithNoReference}. */
    'quality-with-no-reference': QualityWithNoReferenceOptions;
    /** See {@link r2Score}. */
    'r2-score': R2ScoreOptions;
    /** See {@link randScore}. */
    'rand-score': RandScoreOptions;
    /** See {@link rankingAveragePrecision}. */
    'ranking-average-precision': RankingAveragePrecisionOptions;
    /** See {@link rankingLoss}. */
    'ranking-loss': RankingLossOptions;
    /** See {@link recall}. */
    recall: RecallOptions;
    /** See {@link recallAtFixedPrecision}. */
    'recall-at-fixed-precision': RecallAtFixedPrecisionOptions;
    /** See {@link relativeAverageSpectralError}. */
    'relative-average-spectral-error': RelativeAverageSpectralErrorOptions;
    /** See {@link relativeSquaredError}. */
    'relative-squared-error': RelativeSquaredErrorOptions;
    /** See {@link residuals}. */
    residuals: ResidualsOptions;
    /** See {@link retrievalAuroc}. */
    'retrieval-auroc': RetrievalAurocOptions;
    /** See {@link retrievalFallOut}. */
    'retrieval-fall-out': RetrievalFallOutOptions;
    /** See {@link retrievalHitRate}. */
    'retrieval-hit-rate': RetrievalHitRateOptions;
    /** See {@link retrievalMap}. */
    'retrieval-map': RetrievalMapOptions;
    /** See {@link retrievalMrr}. */
    'retrieval-mrr': RetrievalMrrOptions;
    /** See {@link retrievalNormalizedDcg}. */
    'retrieval-normalized-dcg': RetrievalNormalizedDcgOptions;
    /** See {@link retrievalPrecision}. */
    'retrieval-precision': RetrievalPrecisionOptions;
    /** See {@link retrievalPrecisionRecallCurve}. */
    'retrieval-precision-recall-curve': RetrievalPrecisionRecallCurveOptions;
    /** See {@link retrievalRPrecision}. */
    'retrieval-r-precision': RetrievalRPrecisionOptions;
    /** See {@link retrievalRecall}. */
    'retrieval-recall': RetrievalRecallOptions;
    /** See {@link retrievalRecallAtFixedPrecision}. */
    'retrieval-recall-at-fixed-precision': RetrievalRecallAtFixedPrecisionOptions;
    /** See {@link roc}. */
    roc: RocOptions;
    /** See {@link rootMeanSquaredErrorUsingSlidingWindow}. */
    'root-mean-squared-error-using-sliding-window': RootMeanSquaredErrorUsingSlidingWindowOptions;
    /** See {@link rougeScore}. */
    'rouge-score': RougeScoreOptions;
    /** See {@link running}. */
    running: RunningOptions;
    /** See {@link runningMean}. */
    'running-mean': RunningMeanOptions;
    /** See {@link runningSum}. */
    'running-sum': RunningSumOptions;
    /** See {@link sacreBleuScore}. */
    'sacre-bleu-score': SacreBleuScoreOptions;
    /** See {@link scaleInvariantSignalDistortionRatio}. */
    'scale-invariant-signal-distortion-ratio': ScaleInvariantSignalDistortionRatioOptions;
    /** See {@link scaleInvariantSignalNoiseRatio}. */
    'scale-invariant-signal-noise-ratio': ScaleInvariantSignalNoiseRatioOptions;
    /** See {@link sensitivityAtSpecificity}. */
    'sensitivity-at-specificity': SensitivityAtSpecificityOptions;
    /** See {@link shortTimeObjectiveIntelligibility}. */
    'short-time-objective-intelligibility': ShortTimeObjectiveIntelligibilityOptions;
    /** See {@link signalDistortionRatio}. */
    'signal-distortion-ratio': SignalDistortionRatioOptions;
    /** See {@link signalNoiseRatio}. */
    'signal-noise-ratio': SignalNoiseRatioOptions;
    /** See {@link silhouetteScore}. */
    'silhouette-score': SilhouetteScoreOptions;
    /** See {@link sourceAggregatedSignalDistortionRatio}. */
    'source-aggregated-signal-distortion-ratio': SourceAggregatedSignalDistortionRatioOptions;
    /** See {@link spatialCorrelationCoefficient}. */
    'spatial-correlation-coefficient': SpatialCorrelationCoefficientOptions;
    /** See {@link spatialDistortionIndex}. */
    'spatial-distortion-index': SpatialDistortionIndexOptions;
    /** See {@link spearmanCorrCoef}. */
    'spearman-corr-coef': SpearmanCorrCoefOptions;
    /** See {@link specificity}. */
    specificity: SpecificityOptions;
    /** See {@link specificityAtSensitivity}. */
    'specificity-at-sensitivity': SpecificityAtSensitivityOptions;
    /** See {@link spectralAngleMapper}. */
    'spectral-angle-mapper': SpectralAngleMapperOptions;
    /** See {@link spectralDistortionIndex}. */
    'spectral-distortion-index': SpectralDistortionIndexOptions;
    /** See {@link squad}. */
    squad: SquadOptions;
    /** See {@link statScores}. */
    'stat-scores': StatScoresOptions;
    /** See {@link structuralSimilarityIndexMeasure}. */
    'structural-similarity-index-measure': StructuralSimilarityIndexMeasureOptions;
    /** See {@link sum}. */
    sum: SumOptions;
    /** See {@link symmetricMeanAbsolutePercentageError}. */
    'symmetric-mean-absolute-percentage-error': SymmetricMeanAbsolutePercentageErrorOptions;
    /** See {@link theilsU}. */
    'theils-u': TheilsUOptions;
    /** See {@link totalVariation}. */
    'total-variation': TotalVariationOptions;
    /** See {@link translationEditRate}. */
    'translation-edit-rate': TranslationEditRateOptions;
    /** See {@link tschuprowsT}. */
    'tschuprows-t': TschuprowsTOptions;
    /** See {@link tweedieDevianceScore}. */
    'tweedie-deviance-score': TweedieDevianceScoreOptions;
    /** See {@link universalImageQualityIndex}. */
    'universal-image-quality-index': UniversalImageQualityIndexOptions;
    /** See {@link vMeasureScore}. */
    'v-measure-score': VMeasureScoreOptions;
    /** See {@link visualInformationFidelity}. */
    'visual-information-fidelity': VisualInformationFidelityOptions;
    /** See {@link weightedMeanAbsolutePercentageError}. */
    'weighted-mean-absolute-percentage-error': WeightedMeanAbsolutePercentageErrorOptions;
    /** See {@link wordErrorRate}. */
    'word-error-rate': WordErrorRateOptions;
    /** See {@link wordInfoLost}. */
    'word-info-lost': WordInfoLostOptions;
    /** See {@link wordInfoPreserved}. */
    'word-info-preserved': WordInfoPreservedOptions;
  }
}
