import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { embeddedTable } from '../shared/embedded-table.js';
import { irisData } from './iris.data.js';

const FEATURES = ['sepal length (cm)', 'sepal width (cm)', 'petal length (cm)', 'petal width (cm)'] as const;
const CLASSES = ['setosa', 'versicolor', 'virginica'] as const;

/**
 * Iris: length and width of the sepals and petals of 150 flowers, in cm, in 3 classes of 50: setosa, versicolor and
 * virginica. Samples `{ input, target }` with `input` float64 `[4]` and `target` int32. It comes with the package;
 * nothing is downloaded.
 *
 * The samples and their order are scikit-learn's: sorted by class, so shuffle or stratify before splitting.
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see R. A. Fisher (1936), The use of multiple measurements in taxonomic problems, Annals of Eugenics 7; UCI Machine
 * Learning Repository, https://doi.org/10.24432/C56C76, licence CC BY 4.0. As in scikit-learn's `load_iris`
 * (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { iris } from '@lml/datasets';
 *
 * const dataset = iris();
 * await dataset.open();
 * dataset.get(0); // => { input: { dtype: 'float64', shape: [4], data: Float64Array.of(5.1, 3.5, 1.4, 0.2) }, target: { dtype: 'int32', shape: [], data: Int32Array.of(0) } }
 * iris.traits.targetNames; // => ['setosa', 'versicolor', 'virginica']
 * ```
 */
export const iris = defineComponent({
  kind: 'dataset',
  name: 'iris',
  summary: 'Iris: four measurements of 150 flowers in 3 classes; comes with the package.',
  schema: z.strictObject({}),
  featureNames: FEATURES,
  targetNames: CLASSES,
  create: (): Dataset => embeddedTable({ data: irisData, samples: 150, featureNames: FEATURES, classNames: CLASSES }),
});
