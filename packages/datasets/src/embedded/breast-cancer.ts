import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { embeddedTable } from '../shared/embedded-table.js';
import { breastCancerData } from './breast-cancer.data.js';

const FEATURES = [
  'mean radius',
  'mean texture',
  'mean perimeter',
  'mean area',
  'mean smoothness',
  'mean compactness',
  'mean concavity',
  'mean concave points',
  'mean symmetry',
  'mean fractal dimension',
  'radius error',
  'texture error',
  'perimeter error',
  'area error',
  'smoothness error',
  'compactness error',
  'concavity error',
  'concave points error',
  'symmetry error',
  'fractal dimension error',
  'worst radius',
  'worst texture',
  'worst perimeter',
  'worst area',
  'worst smoothness',
  'worst compactness',
  'worst concavity',
  'worst concave points',
  'worst symmetry',
  'worst fractal dimension',
] as const;
const CLASSES = ['malignant', 'benign'] as const;

/**
 * Breast cancer (Wisconsin, diagnostic): 30 measures of the cell nuclei in images of 569 tumours, which are malignant (212) or
 * benign (357). Samples `{ input, target }` with `input` float64 `[30]` and `target` int32: 0 malignant, 1 benign, as in
 * scikit-learn. It comes with the package; nothing is downloaded.
 *
 * The measures are ten properties of a nucleus, each by its mean, its standard error and the mean of its three largest values.
 * Their ranges are very different (areas about 1,000, smoothness about 0.1).
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see W. Wolberg, O. Mangasarian, N. Street, W. Street (1993), Breast Cancer Wisconsin (Diagnostic); UCI Machine Learning
 * Repository, https://doi.org/10.24432/C5DW2B, licence CC BY 4.0. As in scikit-learn's `load_breast_cancer` (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { breastCancer } from '@lml/datasets';
 *
 * const dataset = breastCancer();
 * await dataset.open();
 * dataset.length; // => 569
 * dataset.columns?.input?.data.slice(0, 3); // => Float64Array.of(17.99, 10.38, 122.8)
 * dataset.classNames; // => ['malignant', 'benign']
 * ```
 */
export const breastCancer = defineComponent({
  kind: 'dataset',
  name: 'breast-cancer',
  summary: 'Breast cancer: 30 measures of cell nuclei of 569 malignant or benign tumours; comes with the package.',
  schema: z.strictObject({}),
  featureNames: FEATURES,
  targetNames: CLASSES,
  create: (): Dataset =>
    embeddedTable({ data: breastCancerData, samples: 569, featureNames: FEATURES, classNames: CLASSES }),
});
