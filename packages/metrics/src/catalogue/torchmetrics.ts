import { isComponent, type Catalogue, type CatalogueEntry } from '@lml/core';

import * as components from '../components.js';
import { kebabCase } from './kebab-case.js';

/** Classes of a family, each under the name of its component in kebab-case. */
const ALIKE: Readonly<Record<string, string>> = {
  regression:
    'ConcordanceCorrCoef ContinuousRankedProbabilityScore CosineSimilarity CriticalSuccessIndex ExplainedVariance JensenShannonDivergence ' +
    'KLDivergence KendallRankCorrCoef LogCoshError MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogError ' +
    'MinkowskiDistance NormalizedRootMeanSquaredError PearsonCorrCoef R2Score RelativeSquaredError SpearmanCorrCoef ' +
    'SymmetricMeanAbsolutePercentageError TweedieDevianceScore WeightedMeanAbsolutePercentageError',
  clustering:
    'AdjustedMutualInfoScore AdjustedRandScore CalinskiHarabaszScore ClusterAccuracy CompletenessScore DaviesBouldinScore DunnIndex ' +
    'FowlkesMallowsIndex HomogeneityScore MutualInfoScore NormalizedMutualInfoScore RandScore VMeasureScore',
  nominal: 'CramersV FleissKappa PearsonsContingencyCoefficient TheilsU TschuprowsT',
  retrieval:
    'RetrievalAUROC RetrievalFallOut RetrievalHitRate RetrievalMAP RetrievalMRR RetrievalNormalizedDCG RetrievalPrecision ' +
    'RetrievalPrecisionRecallCurve RetrievalRPrecision RetrievalRecall RetrievalRecallAtFixedPrecision',
  text:
    'BLEUScore CHRFScore CharErrorRate EditDistance ExtendedEditDistance MatchErrorRate Perplexity ROUGEScore SQuAD SacreBLEUScore ' +
    'TranslationEditRate WordErrorRate WordInfoLost WordInfoPreserved',
  image:
    'ErrorRelativeGlobalDimensionlessSynthesis MultiScaleStructuralSimilarityIndexMeasure PeakSignalNoiseRatio ' +
    'PeakSignalNoiseRatioWithBlockedEffect QualityWithNoReference RelativeAverageSpectralError RootMeanSquaredErrorUsingSlidingWindow ' +
    'SpatialCorrelationCoefficient SpatialDistortionIndex SpectralAngleMapper SpectralDistortionIndex ' +
    'StructuralSimilarityIndexMeasure TotalVariation UniversalImageQualityIndex VisualInformationFidelity',
  audio:
    'ComplexScaleInvariantSignalNoiseRatio PermutationInvariantTraining ScaleInvariantSignalDistortionRatio ' +
    'ScaleInvariantSignalNoiseRatio ShortTimeObjectiveIntelligibility SignalDistortionRatio SignalNoiseRatio ' +
    'SourceAggregatedSignalDistortionRatio',
  detection:
    'CompleteIntersectionOverUnion DistanceIntersectionOverUnion GeneralizedIntersectionOverUnion IntersectionOverUnion ' +
    'MeanAveragePrecision ModifiedPanopticQuality PanopticQuality',
  segmentation: 'DiceScore GeneralizedDiceScore HausdorffDistance MeanIoU',
  multimodal: 'LipVertexError',
  shape: 'ProcrustesDisparity',
};

/** Classes that need a network, which the caller gives as a model or a function. */
const BY_EXTRACTOR: Readonly<Record<string, string>> = {
  image:
    'DeepImageStructureAndTextureSimilarity FrechetInceptionDistance InceptionScore KernelInceptionDistance ' +
    'LearnedPerceptualImagePatchSimilarity MemorizationInformedFrechetInceptionDistance',
  text: 'BERTScore InfoLM',
  multimodal: 'CLIPScore',
};

/** Scores of classes: what stands before them for each task, B binary, C multiclass, L multilabel; 'F' is one class for all tasks. */
const CLASSIFICATION: Readonly<Record<string, string>> = {
  AUROC: 'F B C L',
  Accuracy: 'F B C L',
  AveragePrecision: 'F B C L',
  CalibrationError: 'F B C',
  CohenKappa: 'F B C',
  ConfusionMatrix: 'F B C L',
  CoverageError: 'L',
  EER: 'F B C L',
  ExactMatch: 'F C L',
  F1Score: 'F B C L',
  FBetaScore: 'F B C L',
  Fairness: 'B',
  GroupStatRates: 'B',
  HammingDistance: 'F B C L',
  HingeLoss: 'F B C',
  JaccardIndex: 'F B C L',
  LogAUC: 'F B C L',
  MatthewsCorrCoef: 'F B C L',
  NegativePredictiveValue: 'F B C L',
  Precision: 'F B C L',
  PrecisionAtFixedRecall: 'F B C L',
  PrecisionRecallCurve: 'F B C L',
  ROC: 'F B C L',
  RankingAveragePrecision: 'L',
  RankingLoss: 'L',
  Recall: 'F B C L',
  RecallAtFixedPrecision: 'F B C L',
  SensitivityAtSpecificity: 'F B C L',
  Specificity: 'F B C L',
  SpecificityAtSensitivity: 'F B C L',
  StatScores: 'F B C L',
};

const TASKS: Readonly<Record<string, readonly [before: string, task: string]>> = {
  B: ['Binary', 'binary'],
  C: ['Multiclass', 'multiclass'],
  L: ['Multilabel', 'multilabel'],
};

/** Components that are there for one task only, which their names say or which is all that they are for. */
const OF_ONE_TASK = ['Fairness', 'GroupStatRates', 'CoverageError', 'RankingAveragePrecision', 'RankingLoss'];

const named = (name: string, family: string, here: string, note?: string): CatalogueEntry => ({
  name,
  family,
  here,
  ...(note !== undefined && { note }),
});
const leftOut = (name: string, family: string, note: string): CatalogueEntry => ({ name, family, note });

/** What has another name here, and what is left out for good. */
const OTHERS: readonly CatalogueEntry[] = [
  named('CompositionalMetric', 'collections', 'compose', 'of @lml/core'),
  named('MetricCollection', 'collections', 'MetricCollection', 'of @lml/core; in a learner a list'),
  ...['Cat', 'Max', 'Mean', 'Min', 'Sum'].map((name) => named(`${name}Metric`, 'aggregation', name.toLowerCase())),
  named('RunningMean', 'aggregation', 'running-mean'),
  named('RunningSum', 'aggregation', 'running-sum'),
  named('BinaryTargetTransformer', 'wrappers', 'binary-target'),
  named('BootStrapper', 'wrappers', 'bootstrap'),
  named('ClasswiseWrapper', 'wrappers', 'class-wise'),
  named('LambdaInputTransformer', 'wrappers', 'lambda-input'),
  named('MetricTracker', 'wrappers', 'MetricTracker', 'of @lml/core'),
  named('MinMaxMetric', 'wrappers', 'min-max'),
  named('MultioutputWrapper', 'wrappers', 'multi-output'),
  named('MultitaskWrapper', 'wrappers', 'multi-task'),
  named('Running', 'wrappers', 'running'),
  leftOut('FeatureShare', 'wrappers', 'a function that is given to several metrics can keep what it computed'),
  leftOut('MetricInputTransformer', 'wrappers', 'an abstract base; lambda-input takes functions'),
  leftOut('CLIPImageQualityAssessment', 'multimodal', 'its prompts and its weights are those of one network'),
  leftOut('PerceptualPathLength', 'image', 'it needs a generator with a latent space besides a network'),
  leftOut('DeepNoiseSuppressionMeanOpinionScore', 'audio', 'a network whose weights are the metric'),
  leftOut('NonIntrusiveSpeechQualityAssessment', 'audio', 'a network whose weights are the metric'),
  leftOut(
    'PerceptualEvaluationSpeechQuality',
    'audio',
    'the code of ITU-T P.862 is the metric, under a licence of its own',
  ),
  leftOut('SpeechReverberationModulationEnergyRatio', 'audio', 'a chain of filters that is known by one program only'),
  leftOut('VideoMultiMethodAssessmentFusion', 'video', 'a regression whose fitted model is the metric'),
];

/** Names whose words do not begin with capital letters. */
const SPELLED: Readonly<Record<string, string>> = { SQuAD: 'squad', MeanIoU: 'mean-iou' };

const componentNames: readonly string[] = Object.values(components).flatMap((one) =>
  isComponent(one) ? [one.componentName] : [],
);

/** What stands for a class here, if it does. */
function entryOf(name: string, family: string, here: string, note?: string): CatalogueEntry {
  return componentNames.includes(here) ? named(name, family, here, note) : leftOut(name, family, 'not built yet');
}

function alike(names: Readonly<Record<string, string>>, note?: string): CatalogueEntry[] {
  return Object.entries(names).flatMap(([family, list]) =>
    list.split(' ').map((name) => entryOf(name, family, SPELLED[name] ?? kebabCase(name), note)),
  );
}

function classification(): CatalogueEntry[] {
  return Object.entries(CLASSIFICATION).flatMap(([base, tasks]) =>
    tasks.split(' ').map((letter) => {
      const [before = '', task] = TASKS[letter] ?? [];
      const name = before + base;
      const here = base === 'Fairness' || base === 'GroupStatRates' ? name : base;
      const note = task === undefined || OF_ONE_TASK.includes(base) ? undefined : `task: '${task}'`;
      return entryOf(name, 'classification', kebabCase(here), note);
    }),
  );
}

/**
 * Every class of torchmetrics 1.9, and the component that stands for it; or, where none does, why.
 *
 * @example
 * ```ts
 * import { torchmetricsCatalogue } from '@lml/metrics';
 *
 * const of = (name: string) => torchmetricsCatalogue.entries.find((entry) => entry.name === name);
 * of('MulticlassAccuracy'); // => { name: 'MulticlassAccuracy', family: 'classification', here: 'accuracy', note: "task: 'multiclass'" }
 * of('PerceptualEvaluationSpeechQuality')?.here; // => undefined
 * ```
 */
export const torchmetricsCatalogue: Catalogue = {
  kind: 'metric',
  of: 'torchmetrics 1.9',
  entries: [
    ...classification(),
    ...alike(ALIKE),
    ...alike(BY_EXTRACTOR, 'by an extractor that you give'),
    ...OTHERS,
  ].sort((a, b) => (a.family === b.family ? (a.name < b.name ? -1 : 1) : a.family < b.family ? -1 : 1)),
};
