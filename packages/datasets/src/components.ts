// Generated from the components beside it: npm run barrels.
export * from './blocks/chain.js';
export * from './blocks/concat.js';
export * from './blocks/contrastive.js';
export * from './blocks/dataset-subset.js';
export * from './blocks/filter.js';
export * from './blocks/from-iterable.js';
export * from './blocks/interleave.js';
export * from './blocks/labelled.js';
export * from './blocks/map.js';
export * from './blocks/repeat.js';
export * from './blocks/unlabelled.js';
export * from './blocks/zip.js';
export * from './embedded/breast-cancer.js';
export * from './embedded/diabetes.js';
export * from './embedded/digits.js';
export * from './embedded/iris.js';
export * from './embedded/linnerud.js';
export * from './embedded/wine.js';
export * from './readers/csv.js';
export * from './readers/npy-labelled.js';
export * from './readers/npy-unlabelled.js';

import type { NoOptions } from '@lml/core';

import type { breastCancer } from './embedded/breast-cancer.js';
import type { chain, ChainOptions } from './blocks/chain.js';
import type { concat, ConcatOptions } from './blocks/concat.js';
import type { contrastive, ContrastiveOptions } from './blocks/contrastive.js';
import type { csv, CsvOptions } from './readers/csv.js';
import type { datasetSubset, DatasetSubsetOptions } from './blocks/dataset-subset.js';
import type { diabetes } from './embedded/diabetes.js';
import type { digits, DigitsOptions } from './embedded/digits.js';
import type { filter, FilterOptions } from './blocks/filter.js';
import type { fromIterable, FromIterableOptions } from './blocks/from-iterable.js';
import type { interleave, InterleaveOptions } from './blocks/interleave.js';
import type { iris } from './embedded/iris.js';
import type { labelled, LabelledOptions } from './blocks/labelled.js';
import type { linnerud } from './embedded/linnerud.js';
import type { map, MapOptions } from './blocks/map.js';
import type { npyLabelled, NpyLabelledOptions } from './readers/npy-labelled.js';
import type { npyUnlabelled, NpyUnlabelledOptions } from './readers/npy-unlabelled.js';
import type { repeat, RepeatOptions } from './blocks/repeat.js';
import type { unlabelled, UnlabelledOptions } from './blocks/unlabelled.js';
import type { wine } from './embedded/wine.js';
import type { zip, ZipOptions } from './blocks/zip.js';

declare module '@lml/core' {
  interface DatasetComponents {
    /** See {@link breastCancer}. */
    'breast-cancer': typeof breastCancer;
    /** See {@link chain}. */
    chain: typeof chain;
    /** See {@link concat}. */
    concat: typeof concat;
    /** See {@link contrastive}. */
    contrastive: typeof contrastive;
    /** See {@link csv}. */
    csv: typeof csv;
    /** See {@link datasetSubset}. */
    'dataset-subset': typeof datasetSubset;
    /** See {@link diabetes}. */
    diabetes: typeof diabetes;
    /** See {@link digits}. */
    digits: typeof digits;
    /** See {@link filter}. */
    filter: typeof filter;
    /** See {@link fromIterable}. */
    'from-iterable': typeof fromIterable;
    /** See {@link interleave}. */
    interleave: typeof interleave;
    /** See {@link iris}. */
    iris: typeof iris;
    /** See {@link labelled}. */
    labelled: typeof labelled;
    /** See {@link linnerud}. */
    linnerud: typeof linnerud;
    /** See {@link map}. */
    map: typeof map;
    /** See {@link npyLabelled}. */
    'npy-labelled': typeof npyLabelled;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': typeof npyUnlabelled;
    /** See {@link repeat}. */
    repeat: typeof repeat;
    /** See {@link unlabelled}. */
    unlabelled: typeof unlabelled;
    /** See {@link wine}. */
    wine: typeof wine;
    /** See {@link zip}. */
    zip: typeof zip;
  }
  interface DatasetOptions {
    /** See {@link breastCancer}. */
    'breast-cancer': NoOptions;
    /** See {@link chain}. */
    chain: ChainOptions;
    /** See {@link concat}. */
    concat: ConcatOptions;
    /** See {@link contrastive}. */
    contrastive: ContrastiveOptions;
    /** See {@link csv}. */
    csv: CsvOptions;
    /** See {@link datasetSubset}. */
    'dataset-subset': DatasetSubsetOptions;
    /** See {@link diabetes}. */
    diabetes: NoOptions;
    /** See {@link digits}. */
    digits: DigitsOptions;
    /** See {@link filter}. */
    filter: FilterOptions;
    /** See {@link fromIterable}. */
    'from-iterable': FromIterableOptions;
    /** See {@link interleave}. */
    interleave: InterleaveOptions;
    /** See {@link iris}. */
    iris: NoOptions;
    /** See {@link labelled}. */
    labelled: LabelledOptions;
    /** See {@link linnerud}. */
    linnerud: NoOptions;
    /** See {@link map}. */
    map: MapOptions;
    /** See {@link npyLabelled}. */
    'npy-labelled': NpyLabelledOptions;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': NpyUnlabelledOptions;
    /** See {@link repeat}. */
    repeat: RepeatOptions;
    /** See {@link unlabelled}. */
    unlabelled: UnlabelledOptions;
    /** See {@link wine}. */
    wine: NoOptions;
    /** See {@link zip}. */
    zip: ZipOptions;
  }
}
