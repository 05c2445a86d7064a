// callbacks
export { gradientNorms, type GradientNormsOptions } from './callbacks/gradient-norms.js';

// collates
export { gridBoxes, type GridBoxesOptions } from './collates/grid-boxes.js';

// datasets
export { countingRhymes, type CountingRhymesOptions } from './datasets/counting-rhymes.js';
export { discs, type DiscsOptions } from './datasets/discs.js';
export { mixture, type MixtureOptions } from './datasets/mixture.js';
export { vectorPairs, type VectorPairsOptions } from './datasets/vector-pairs.js';
export { rankedDocuments, type RankedDocumentsOptions } from './datasets/ranked-documents.js';
export { scatteredBoxes, type ScatteredBoxesOptions } from './datasets/scattered-boxes.js';
export { speltSounds, type SpeltSoundsOptions } from './datasets/spelt-sounds.js';
export { texts, type TextsOptions } from './datasets/texts.js';
export { tripletClouds, type TripletCloudsOptions } from './datasets/triplet-clouds.js';

// learners
export { Byol, byol, type ByolOptions } from './learners/byol.js';
export { Distillation, distillation, type DistillationOptions } from './learners/distillation.js';
export { FixMatch, fixMatch, type FixMatchOptions } from './learners/fix-match.js';
export { Gan, gan, type GanOptions } from './learners/gan.js';
export { triplets, type TripletsOptions } from './learners/triplets.js';

// loggers
export { textFigures, type TextFiguresOptions } from './loggers/text-figures.js';

// losses
export { gridDetection, type BoxGrid, type GridDetectionOptions } from './losses/grid-detection.js';
export { prototypeSoftmax, type PrototypeSoftmaxOptions } from './losses/prototype-softmax.js';
export { tripletRatio, type TripletEmbeddings, type TripletRatioOptions } from './losses/triplet-ratio.js';

// metrics
export { boxPrecision, type BoxPrecisionOptions } from './metrics/box-precision.js';
export { textBleu, type TextBleuOptions } from './metrics/text-bleu.js';
export { weightedConfusion, type WeightedConfusionOptions } from './metrics/weighted-confusion.js';

// models
export { bagOfTokens, type BagOfTokensOptions } from './models/bag-of-tokens.js';
export { frameScores, type FrameScoresOptions } from './models/frame-scores.js';
export { pixelScores, type PixelScoresOptions } from './models/pixel-scores.js';
export { pretrained, type PretrainedOptions } from './models/pretrained.js';
export { smallGpt, type SmallGptOptions } from './models/small-gpt.js';
export { twoTowers, type TwoTowersOptions } from './models/two-towers.js';

// optimizers
export { lBfgs, type LBfgsOptions } from './optimizers/l-bfgs.js';

// predictors
export { bestPath, type BestPathOptions } from './predictors/best-path.js';
export { conformalSets, type ConformalSetsOptions } from './predictors/conformal-sets.js';
export { continuation, type ContinuationOptions } from './predictors/continuation.js';
export {
  separateBoxes,
  type CellBoxes,
  type FoundBox,
  type SeparateBoxesOptions,
} from './predictors/separate-boxes.js';
export { temperatureScaling, type TemperatureScalingOptions } from './predictors/temperature-scaling.js';
export { topRecords, type TopClasses, type TopRecordsOptions } from './predictors/top-records.js';

// samplers
export { lengthBuckets, type LengthBucketsOptions } from './samplers/length-buckets.js';
export { weighted, type WeightedOptions } from './samplers/weighted.js';

// schedulers
export { warmRestarts, type WarmRestartsOptions } from './schedulers/warm-restarts.js';

// tokenizers
export { characters, type CharactersOptions } from './tokenizers/characters.js';
export type { Tokenizer, TokenizerComponents, TokenizerOptions } from './tokenizers/tokenizer.js';
export { words, type WordsOptions } from './tokenizers/words.js';

// transforms
export { mixup, type MixupOptions } from './transforms/mixup.js';
export { noisyViews, type NoisyViewsOptions } from './transforms/noisy-views.js';
export { randomCrop, type RandomCropOptions } from './transforms/random-crop.js';
export { standardiser, type StandardiserOptions } from './transforms/standardiser.js';
