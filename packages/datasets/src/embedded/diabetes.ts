import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { embeddedTable } from '../shared/embedded-table.js';
import { diabetesData } from './diabetes.data.js';

const FEATURES = ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6'] as const;

/**
 * Diabetes: ten variables of 442 patients, each centred and scaled to a sum of squares of 1, and a measure of how the
 * disease progressed within a year (25 to 346). Samples `{ input, target }` with `input` float64 `[10]` and `target`
 * float64. It comes with the package; nothing is downloaded.
 *
 * The samples, their order and the scaling are scikit-learn's.
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see B. Efron, T. Hastie, I. Johnstone, R. Tibshirani (2004), Least Angle Regression, Annals of Statistics 32,
 * https://www4.stat.ncsu.edu/~boos/var.select/diabetes.html. As in scikit-learn's `load_diabetes` (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { diabetes } from '@lml/datasets';
 *
 * const dataset = diabetes();
 * await dataset.open();
 * (await dataset.get(0)).target; // => { dtype: 'float64', shape: [], data: Float64Array.of(151) }
 * diabetes.traits.featureNames; // => ['age', 'sex', 'bmi', 'bp', 's1', 's2', 's3', 's4', 's5', 's6']
 * ```
 */
export const diabetes = defineComponent({
  kind: 'dataset',
  name: 'diabetes',
  summary: 'Diabetes: ten variables of 442 patients and how the disease progressed; comes with the package.',
  schema: z.strictObject({}),
  featureNames: FEATURES,
  create: (): Dataset => embeddedTable({ data: diabetesData, samples: 442, featureNames: FEATURES }),
});
