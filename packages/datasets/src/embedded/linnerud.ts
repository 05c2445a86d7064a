import { defineComponent, type Dataset } from '@lml/core';
import { z } from 'zod';

import { embeddedTable } from '../shared/embedded-table.js';
import { linnerudData } from './linnerud.data.js';

const FEATURES = ['Chins', 'Situps', 'Jumps'] as const;
const TARGETS = ['Weight', 'Waist', 'Pulse'] as const;

/**
 * Linnerud: how many chin-ups, sit-ups and jumps 20 men did, and their weight, waist and pulse: a regression with three
 * targets. Samples `{ input, target }` with `input` and `target` float64 `[3]`. It comes with the package; nothing is
 * downloaded.
 *
 * The samples and their order are scikit-learn's.
 *
 * @throws From `get`: `LML_INVALID_ARGUMENT` for an index that is out of range.
 *
 * @see M. Tenenhaus (1998), La régression PLS: théorie et pratique, Editions Technip. As in scikit-learn's `load_linnerud`
 * (BSD-3-Clause).
 *
 * @example
 * ```ts
 * import { linnerud } from '@lml/datasets';
 *
 * const dataset = linnerud();
 * await dataset.open();
 * dataset.get(0); // => { input: { dtype: 'float64', shape: [3], data: Float64Array.of(5, 162, 60) }, target: { dtype: 'float64', shape: [3], data: Float64Array.of(191, 36, 50) } }
 * linnerud.traits.targetNames; // => ['Weight', 'Waist', 'Pulse']
 * ```
 */
export const linnerud = defineComponent({
  kind: 'dataset',
  name: 'linnerud',
  summary: 'Linnerud: exercises of 20 men with their weight, waist and pulse; comes with the package.',
  schema: z.strictObject({}),
  featureNames: FEATURES,
  targetNames: TARGETS,
  create: (): Dataset =>
    embeddedTable({ data: linnerudData, samples: 20, featureNames: FEATURES, targetNames: TARGETS }),
});
