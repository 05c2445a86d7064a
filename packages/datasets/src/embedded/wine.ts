import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { embeddedTable } from '../shared/embedded-table.js';
import { wineData } from './wine.data.js';

const FEATURES = [
  'alcohol',
  'malic_acid',
  'ash',
  'alcalinity_of_ash',
  'magnesium',
  'total_phenols',
  'flavanoids',
  'nonflavanoid_phenols',
  'proanthocyanins',
  'color_intensity',
  'hue',
  'od280/od315_of_diluted_wines',
  'proline',
] as const;
const CLASSES = ['class_0', 'class_1', 'class_2'] as const;

/**
 * Wine: 13 results of a chemical analysis of 178 wines from one region of Italy, in 3 classes, the cultivators (59, 71 and 48
 * wines). Samples `{ input, target }` with `input` float64 `[13]` and `target` int32. It comes with the package; nothing is
 * downloaded.
 *
 * The samples and their order are scikit-learn's: sorted by class, so shuffle or stratify before splitting. The variables have
 * very different ranges (hue about 1, proline about 700).
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see S. Aeberhard, M. Forina (1991), Wine; UCI Machine Learning Repository, https://doi.org/10.24432/C5PC7J, licence
 * CC BY 4.0. As in scikit-learn's `load_wine` (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { wine } from '@lml/datasets';
 *
 * const dataset = wine();
 * await dataset.open();
 * dataset.length; // => 178
 * dataset.columns?.input?.data.slice(0, 4); // => Float64Array.of(14.23, 1.71, 2.43, 15.6)
 * dataset.inputNames?.slice(0, 2); // => ['alcohol', 'malic_acid']
 * ```
 */
export const wine = defineComponent({
  kind: 'dataset',
  name: 'wine',
  summary: 'Wine: 13 results of an analysis of 178 wines by 3 cultivators; comes with the package.',
  schema: z.strictObject({}),
  featureNames: FEATURES,
  targetNames: CLASSES,
  create: (): Dataset => embeddedTable({ data: wineData, samples: 178, featureNames: FEATURES, classNames: CLASSES }),
});
