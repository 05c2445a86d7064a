// Generated from the components beside it: npm run barrels.
export * from './blocks/contrastive.js';
export * from './blocks/labelled.js';
export * from './blocks/unlabelled.js';
export * from './embedded/breast-cancer.js';
export * from './embedded/diabetes.js';
export * from './embedded/digits.js';
export * from './embedded/iris.js';
export * from './embedded/linnerud.js';
export * from './embedded/wine.js';
export * from './readers/npy-labelled.js';
export * from './readers/npy-unlabelled.js';

import type { NoOptions } from '@lml/core';

import type { breastCancer } from './embedded/breast-cancer.js';
import type { contrastive, ContrastiveOptions } from './blocks/contrastive.js';
import type { diabetes } from './embedded/diabetes.js';
import type { digits, DigitsOptions } from './embedded/digits.js';
import type { iris } from './embedded/iris.js';
import type { labelled, LabelledOptions } from './blocks/labelled.js';
import type { linnerud } from './embedded/linnerud.js';
import type { npyLabelled, NpyLabelledOptions } from './readers/npy-labelled.js';
import type { npyUnlabelled, NpyUnlabelledOptions } from './readers/npy-unlabelled.js';
import type { unlabelled, UnlabelledOptions } from './blocks/unlabelled.js';
import type { wine } from './embedded/wine.js';

declare module '@lml/core' {
  interface DatasetComponents {
    /** See {@link breastCancer}. */
    'breast-cancer': typeof breastCancer;
    /** See {@link contrastive}. */
    contrastive: typeof contrastive;
    /** See {@link diabetes}. */
    diabetes: typeof diabetes;
    /** See {@link digits}. */
    digits: typeof digits;
    /** See {@link iris}. */
    iris: typeof iris;
    /** See {@link labelled}. */
    labelled: typeof labelled;
    /** See {@link linnerud}. */
    linnerud: typeof linnerud;
    /** See {@link npyLabelled}. */
    'npy-labelled': typeof npyLabelled;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': typeof npyUnlabelled;
    /** See {@link unlabelled}. */
    unlabelled: typeof unlabelled;
    /** See {@link wine}. */
    wine: typeof wine;
  }
  interface DatasetOptions {
    /** See {@link breastCancer}. */
    'breast-cancer': NoOptions;
    /** See {@link contrastive}. */
    contrastive: ContrastiveOptions;
    /** See {@link diabetes}. */
    diabetes: NoOptions;
    /** See {@link digits}. */
    digits: DigitsOptions;
    /** See {@link iris}. */
    iris: NoOptions;
    /** See {@link labelled}. */
    labelled: LabelledOptions;
    /** See {@link linnerud}. */
    linnerud: NoOptions;
    /** See {@link npyLabelled}. */
    'npy-labelled': NpyLabelledOptions;
    /** See {@link npyUnlabelled}. */
    'npy-unlabelled': NpyUnlabelledOptions;
    /** See {@link unlabelled}. */
    unlabelled: UnlabelledOptions;
    /** See {@link wine}. */
    wine: NoOptions;
  }
}
