// Generated from the components beside it: npm run barrels.
export * from './blocks/cached.js';
export * from './blocks/chain.js';
export * from './blocks/concat.js';
export * from './blocks/contrastive.js';
export * from './blocks/dataset-subset.js';
export * from './blocks/filter.js';
export * from './blocks/from-iterable.js';
export * from './blocks/interleave.js';
export * from './blocks/labelled.js';
export * from './blocks/map.js';
export * from './blocks/multi-view.js';
export * from './blocks/pairs.js';
export * from './blocks/pseudo-labelled.js';
export * from './blocks/records.js';
export * from './blocks/repeat.js';
export * from './blocks/tf-data.js';
export * from './blocks/triplets.js';
export * from './blocks/unlabelled.js';
export * from './blocks/windows.js';
export * from './blocks/zip.js';
export * from './embedded/breast-cancer.js';
export * from './embedded/diabetes.js';
export * from './embedded/digits.js';
export * from './embedded/iris.js';
export * from './embedded/linnerud.js';
export * from './embedded/wine.js';
export * from './generators/blobs.js';
export * from './generators/circles.js';
export * from './generators/classification.js';
export * from './generators/fake-data.js';
export * from './generators/friedman1.js';
export * from './generators/friedman2.js';
export * from './generators/friedman3.js';
export * from './generators/gaussian-quantiles.js';
export * from './generators/hastie-10-2.js';
export * from './generators/low-rank-matrix.js';
export * from './generators/moons.js';
export * from './generators/multilabel-classification.js';
export * from './generators/regression.js';
export * from './generators/s-curve.js';
export * from './generators/sparse-uncorrelated.js';
export * from './generators/swiss-roll.js';
export * from './named/fashion-mnist.js';
export * from './readers/arrow-stream.js';
export * from './readers/arrow.js';
export * from './readers/csv-stream.js';
export * from './readers/csv.js';
export * from './readers/idx.js';
export * from './readers/json.js';
export * from './readers/jsonl-stream.js';
export * from './readers/jsonl.js';
export * from './readers/mat.js';
export * from './readers/npy-labelled.js';
export * from './readers/npy-unlabelled.js';
export * from './readers/npz.js';
export * from './readers/parquet-stream.js';
export * from './readers/parquet.js';
export * from './readers/postgres-stream.js';
export * from './readers/postgres.js';
export * from './readers/safetensors.js';
export * from './readers/sqlite.js';
export * from './samplers/class-balanced-sampler.js';
export * from './samplers/distributed-sampler.js';
export * from './samplers/length-bucketed-sampler.js';
export * from './samplers/random-sampler.js';
export * from './samplers/sequential-sampler.js';
export * from './samplers/subset-random-sampler.js';
export * from './samplers/weighted-random-sampler.js';

import type { NoOptions } from '@lml/core';

import type { arrow, ArrowOptions } from './readers/arrow.js';
import type { arrowStream, ArrowStreamOptions } from './readers/arrow-stream.js';
import type { blobs, BlobsOptions } from './generators/blobs.js';
import type { breastCancer } from './embedded/breast-cancer.js';
import type { cached, CachedOptions } from './blocks/cached.js';
import type { chain, ChainOptions } from './blocks/chain.js';
import type { circles, CirclesOptions } from './generators/circles.js';
import type { classification, ClassificationOptions } from './generators/classification.js';
import type { concat, ConcatOptions } from './blocks/concat.js';
import type { contrastive, ContrastiveOptions } from './blocks/contrastive.js';
import type { csv, CsvOptions } from './readers/csv.js';
import type { csvStream, CsvStreamOptions } from './readers/csv-stream.js';
import type { datasetSubset, DatasetSubsetOptions } from './blocks/dataset-subset.js';
import type { diabetes } from './embedded/diabetes.js';
import type { digits, DigitsOptions } from './embedded/digits.js';
import type { fakeData, FakeDataOptions } from './generators/fake-data.js';
import type { fashionMnist, FashionMnistOptions } from './named/fashion-mnist.js';
import type { filter, FilterOptions } from './blocks/filter.js';
import type { friedman1, Friedman1Options } from './generators/friedman1.js';
import type { friedman2, Friedman2Options } from './generators/friedman2.js';
import type { friedman3, Friedman3Options } from './generators/friedman3.js';
import type { fromIterable, FromIterableOptions } from './blocks/from-iterable.js';
import type { gaussianQuantiles, GaussianQuantilesOptions } from './generators/gaussian-quantiles.js';
import type { hastie102, Hastie102Options } from './generators/hastie-10-2.js';
import type { idx, IdxOptions } from './readers/idx.js';
import type { interleave, InterleaveOptions } from './blocks/interleave.js';
import type { iris } from './embedded/iris.js';
import type { json, JsonOptions } from './readers/json.js';
import type { jsonl, JsonlOptions } from './readers/jsonl.js';
import type { jsonlStream, JsonlStreamOptions } from './readers/jsonl-stream.js';
import type { labelled, LabelledOptions } from './blocks/labelled.js';
import type { linnerud } from './embedded/linnerud.js';
import type { lowRankMatrix, LowRankMatrixOptions } from './generators/low-rank-matrix.js';
import type { map, MapOptions } from './blocks/map.js';
import type { mat, MatOptions } from './readers/mat.js';
import type { moons, MoonsOptions } from './generators/moons.js';
import type { multiView, MultiViewOptions } from './blocks/multi-view.js';
import type { multilabelClassification, MultilabelClassificationOptions } from './generators/multilabel-classification.js';
import type { npyLabelled, NpyLabelledOptions } from './readers/npy-labelled.js';
import type { npyUnlabelled, NpyUnlabelledOptions } from './readers/npy-unlabelled.js';
import type { npz, NpzOptions } from './readers/npz.js';
import type { pairs, PairsOptions } from './blocks/pairs.js';
import type { parquet, ParquetOptions } from './readers/parquet.js';
import type { parquetStream, ParquetStreamOptions } from './readers/parquet-stream.js';
import type { postgres, PostgresOptions } from './readers/postgres.js';
import type { postgresStream, PostgresStreamOptions } from './readers/postgres-stream.js';
import type { pseudoLabelled, PseudoLabelledOptions } from './blocks/pseudo-labelled.js';
import type { records, RecordsOptions } from './blocks/records.js';
import type { regression, RegressionOptions } from './generators/regression.js';
import type { repeat, RepeatOptions } from './blocks/repeat.js';
import type { sCurve, SCurveOptions } from './generators/s-curve.js';
import type { safetensors, SafetensorsOptions } from './readers/safetensors.js';
import type { sparseUncorrelated, SparseUncorrelatedOptions } from './generators/sparse-uncorrelated.js';
import type { sqlite, SqliteOptions } from './readers/sqlite.js';
import type { swissRoll, SwissRollOptions } from './generators/swiss-roll.js';
import type { tfData, TfDataOptions } from './blocks/tf-data.js';
import type { triplets, TripletsOptions } from './blocks/triplets.js';
import type { unlabelled, UnlabelledOptions } from './blocks/unlabelled.js';
import type { windows, WindowsOptions } from './blocks/windows.js';
import type { wine } from './embedded/wine.js';
import type { zip, ZipOptions } from './blocks/zip.js';
import type { classBalancedSampler, ClassBalancedSamplerOptions } from './samplers/class-balanced-sampler.js';
import type { distributedSampler, DistributedSamplerOptions } from './samplers/distributed-sampler.js';
import type { lengthBucketedSampler, LengthBucketedSamplerOptions } from './samplers/length-bucketed-sampler.js';
import type { randomSampler, RandomSamplerOptions } from './samplers/random-sampler.js';
import type { sequentialSampler } from './samplers/sequential-sampler.js';
import type { subsetRandomSampler, SubsetRandomSamplerOptions } from './samplers/subset-random-sampler.js';
import type { weightedRandomSampler, WeightedRandomSamplerOptions } from './samplers/weighted-random-sampler.js';

declare module '@lml/core' {
  interface DatasetComponents {
    /** See {@link arrow}. */
    arrow: typeof arrow;
    /** See {@link arrowStream}. */
    'arrow-stream': typeof arrowStream;
    /** See {@link blobs}. */
    blobs: typeof blobs;
    /** See {@link breastCancer}. */
    'breast-cancer': typeof breastCancer;
    /** See {@link cached}. */
    cached: typeof cached;
    /** See {@link chain}. */
    chain: typeof chain;
    /** See {@link circles}. */
    circles: typeof circles;
    /** See {@link classification}. */
    classification: typeof classification;
    /** See {@link concat}. */
    concat: typeof concat;
    /** See {@link contrastive}. */
    contrastive: typeof contrastive;
    /** See {@link csv}. */
    csv: typeof csv;
    /** See {@link csvStream}. */
    'csv-stream': typeof csvStream;
    /** See {@link datasetSubset}. */
    'dataset-subset': typeof datasetSubset;
    /** See {@link diabetes}. */
    diabetes: typeof diabetes;
    /** See {@link digits}. */
    digits: typeof digits;
    /** See {@link fakeData}. */
    'fake-data': typeof fakeData;
    /** See {@link fashionMnist}. */
    'fashion-mnist': typeof fashionMnist;
    /** See {@link filter}. */
    filter: typeof filter;
    /** See {@link friedman1}. */
    friedman1: typeof friedman1;
    /** See {@link friedman2}. */
    friedman2: typeof friedman2;
    /** See {@link friedman3}. */
    friedman3: typeof friedman3;
    /** See {@link fromIterable}. */
    'from-iterable': typeof fromIterable;
    /** See {@link gaussianQuantiles}. */
    'gaussian-quantiles': typeof gaussianQuantiles;
    /** See {@link hastie102}. */
    'hastie-10-2': typeof hastie102;
    /** See {@link idx}. */
    idx: typeof idx;
    /** See {@link interleave}. */
    interleave: typeof interleave;
    /** See {@link iris}. */
    iris: typeof iris;
    /** See {@link json}. */
    json: typeof json;
    /** See {@link jsonl}. */
    jsonl: typeof jsonl;
    /** See {@link jsonlStream}. */
    'jsonl-stream': typeof jsonlStream;
    /** See {@link labelled}. */
    labelled: typeof labelled;
    /** See {@link linnerud}. */
    linnerud: typeof linnerud;
    /** See {@link lowRankMatrix}. */
    'low-rank-matrix': typeof lowRankMatrix;
    /** See {@link map}. */
    map: typeof map;
    /** See {@link mat}. */
    mat: typeof mat;
    /** See {@link moons}. */
    moons: typeof moons;
    /** See {@link multiView}. */
    'multi-view': typeof multiView;
    /** See {@link multilabelClassification}. */
    'multilabel-classification': typeof multilabelClassification;
    /** See {@link npyLabelled}. */
    'npy-labelled': typeof npyLabelled;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': typeof npyUnlabelled;
    /** See {@link npz}. */
    npz: typeof npz;
    /** See {@link pairs}. */
    pairs: typeof pairs;
    /** See {@link parquet}. */
    parquet: typeof parquet;
    /** See {@link parquetStream}. */
    'parquet-stream': typeof parquetStream;
    /** See {@link postgres}. */
    postgres: typeof postgres;
    /** See {@link postgresStream}. */
    'postgres-stream': typeof postgresStream;
    /** See {@link pseudoLabelled}. */
    'pseudo-labelled': typeof pseudoLabelled;
    /** See {@link records}. */
    records: typeof records;
    /** See {@link regression}. */
    regression: typeof regression;
    /** See {@link repeat}. */
    repeat: typeof repeat;
    /** See {@link sCurve}. */
    's-curve': typeof sCurve;
    /** See {@link safetensors}. */
    safetensors: typeof safetensors;
    /** See {@link sparseUncorrelated}. */
    'sparse-uncorrelated': typeof sparseUncorrelated;
    /** See {@link sqlite}. */
    sqlite: typeof sqlite;
    /** See {@link swissRoll}. */
    'swiss-roll': typeof swissRoll;
    /** See {@link tfData}. */
    'tf-data': typeof tfData;
    /** See {@link triplets}. */
    triplets: typeof triplets;
    /** See {@link unlabelled}. */
    unlabelled: typeof unlabelled;
    /** See {@link windows}. */
    windows: typeof windows;
    /** See {@link wine}. */
    wine: typeof wine;
    /** See {@link zip}. */
    zip: typeof zip;
  }
  interface DatasetOptions {
    /** See {@link arrow}. */
    arrow: ArrowOptions;
    /** See {@link arrowStream}. */
    'arrow-stream': ArrowStreamOptions;
    /** See {@link blobs}. */
    blobs: BlobsOptions;
    /** See {@link breastCancer}. */
    'breast-cancer': NoOptions;
    /** See {@link cached}. */
    cached: CachedOptions;
    /** See {@link chain}. */
    chain: ChainOptions;
    /** See {@link circles}. */
    circles: CirclesOptions;
    /** See {@link classification}. */
    classification: ClassificationOptions;
    /** See {@link concat}. */
    concat: ConcatOptions;
    /** See {@link contrastive}. */
    contrastive: ContrastiveOptions;
    /** See {@link csv}. */
    csv: CsvOptions;
    /** See {@link csvStream}. */
    'csv-stream': CsvStreamOptions;
    /** See {@link datasetSubset}. */
    'dataset-subset': DatasetSubsetOptions;
    /** See {@link diabetes}. */
    diabetes: NoOptions;
    /** See {@link digits}. */
    digits: DigitsOptions;
    /** See {@link fakeData}. */
    'fake-data': FakeDataOptions;
    /** See {@link fashionMnist}. */
    'fashion-mnist': FashionMnistOptions;
    /** See {@link filter}. */
    filter: FilterOptions;
    /** See {@link friedman1}. */
    friedman1: Friedman1Options;
    /** See {@link friedman2}. */
    friedman2: Friedman2Options;
    /** See {@link friedman3}. */
    friedman3: Friedman3Options;
    /** See {@link fromIterable}. */
    'from-iterable': FromIterableOptions;
    /** See {@link gaussianQuantiles}. */
    'gaussian-quantiles': GaussianQuantilesOptions;
    /** See {@link hastie102}. */
    'hastie-10-2': Hastie102Options;
    /** See {@link idx}. */
    idx: IdxOptions;
    /** See {@link interleave}. */
    interleave: InterleaveOptions;
    /** See {@link iris}. */
    iris: NoOptions;
    /** See {@link json}. */
    json: JsonOptions;
    /** See {@link jsonl}. */
    jsonl: JsonlOptions;
    /** See {@link jsonlStream}. */
    'jsonl-stream': JsonlStreamOptions;
    /** See {@link labelled}. */
    labelled: LabelledOptions;
    /** See {@link linnerud}. */
    linnerud: NoOptions;
    /** See {@link lowRankMatrix}. */
    'low-rank-matrix': LowRankMatrixOptions;
    /** See {@link map}. */
    map: MapOptions;
    /** See {@link mat}. */
    mat: MatOptions;
    /** See {@link moons}. */
    moons: MoonsOptions;
    /** See {@link multiView}. */
    'multi-view': MultiViewOptions;
    /** See {@link multilabelClassification}. */
    'multilabel-classification': MultilabelClassificationOptions;
    /** See {@link npyLabelled}. */
    'npy-labelled': NpyLabelledOptions;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': NpyUnlabelledOptions;
    /** See {@link npz}. */
    npz: NpzOptions;
    /** See {@link pairs}. */
    pairs: PairsOptions;
    /** See {@link parquet}. */
    parquet: ParquetOptions;
    /** See {@link parquetStream}. */
    'parquet-stream': ParquetStreamOptions;
    /** See {@link postgres}. */
    postgres: PostgresOptions;
    /** See {@link postgresStream}. */
    'postgres-stream': PostgresStreamOptions;
    /** See {@link pseudoLabelled}. */
    'pseudo-labelled': PseudoLabelledOptions;
    /** See {@link records}. */
    records: RecordsOptions;
    /** See {@link regression}. */
    regression: RegressionOptions;
    /** See {@link repeat}. */
    repeat: RepeatOptions;
    /** See {@link sCurve}. */
    's-curve': SCurveOptions;
    /** See {@link safetensors}. */
    safetensors: SafetensorsOptions;
    /** See {@link sparseUncorrelated}. */
    'sparse-uncorrelated': SparseUncorrelatedOptions;
    /** See {@link sqlite}. */
    sqlite: SqliteOptions;
    /** See {@link swissRoll}. */
    'swiss-roll': SwissRollOptions;
    /** See {@link tfData}. */
    'tf-data': TfDataOptions;
    /** See {@link triplets}. */
    triplets: TripletsOptions;
    /** See {@link unlabelled}. */
    unlabelled: UnlabelledOptions;
    /** See {@link windows}. */
    windows: WindowsOptions;
    /** See {@link wine}. */
    wine: NoOptions;
    /** See {@link zip}. */
    zip: ZipOptions;
  }
  interface SamplerComponents {
    /** See {@link classBalancedSampler}. */
    'class-balanced-sampler': typeof classBalancedSampler;
    /** See {@link distributedSampler}. */
    'distributed-sampler': typeof distributedSampler;
    /** See {@link lengthBucketedSampler}. */
    'length-bucketed-sampler': typeof lengthBucketedSampler;
    /** See {@link randomSampler}. */
    'random-sampler': typeof randomSampler;
    /** See {@link sequentialSampler}. */
    'sequential-sampler': typeof sequentialSampler;
    /** See {@link subsetRandomSampler}. */
    'subset-random-sampler': typeof subsetRandomSampler;
    /** See {@link weightedRandomSampler}. */
    'weighted-random-sampler': typeof weightedRandomSampler;
  }
  interface SamplerOptions {
    /** See {@link classBalancedSampler}. */
    'class-balanced-sampler': ClassBalancedSamplerOptions;
    /** See {@link distributedSampler}. */
    'distributed-sampler': DistributedSamplerOptions;
    /** See {@link lengthBucketedSampler}. */
    'length-bucketed-sampler': LengthBucketedSamplerOptions;
    /** See {@link randomSampler}. */
    'random-sampler': RandomSamplerOptions;
    /** See {@link sequentialSampler}. */
    'sequential-sampler': NoOptions;
    /** See {@link subsetRandomSampler}. */
    'subset-random-sampler': SubsetRandomSamplerOptions;
    /** See {@link weightedRandomSampler}. */
    'weighted-random-sampler': WeightedRandomSamplerOptions;
  }
}
