import { defineComponent, warn, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { labelsOf, placesIn } from '../shared/categories.js';
import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { categoriesShape, infrequentShape } from './category-options.js';
import {
  categoriesOfState,
  categoriesToState,
  categoryLearning,
  unknownCategory,
  type LearntCategories,
} from './learn-categories.js';

const shape = {
  /**
   * What becomes of a category that was not learnt: an error, a row of zeros (`ignore`), or the group of the rare
   * categories where a feature has one, else zeros (`infrequent-if-exist`, and `warn`, which says so). Default:
   * `'error'`.
   */
  handleUnknown: z
    .enum(['error', 'ignore', 'infrequent-if-exist', 'warn'])
    .default('error')
    .describe(
      'What becomes of a category that was not learnt: an error, a row of zeros (`ignore`), or the group of the rare categories where a feature has one, else zeros (`infrequent-if-exist`, and `warn`, which says so).',
    ),
  /** Which category of a feature has no column: the first, the first of features with two, or none. Default: `'none'`. */
  drop: z
    .enum(['none', 'first', 'if-binary'])
    .default('none')
    .describe('Which category of a feature has no column: the first, the first of features with two, or none.'),
};

/** Options of {@link oneHotEncoder}. */
export interface OneHotEncoderOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof categoriesShape>>,
    z.input<z.ZodObject<typeof infrequentShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes of each feature one for each of its categories, which is 1 where a sample is of it and 0 elsewhere. Categories are the values of
 * the training data, sorted; missing values are one of their own, the last, if there were any. Rare ones are taken together as
 * `infrequent`, the last, with `minFrequency` and `maxCategories`.
 *
 * @throws `LML_INVALID_ARGUMENT` for a category that was not learnt, unless `handleUnknown` says otherwise, for given categories that do
 * not fit, and for features that there are not;
 * `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `OneHotEncoder`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { oneHotEncoder } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[7], [3], [7]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [oneHotEncoder()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 2], data: Float32Array.of(0, 1, 1, 0, 0, 1) }
 * }
 * ```
 */
export const oneHotEncoder = defineComponent({
  kind: 'transform',
  name: 'one-hot-encoder',
  summary: 'Makes of each feature one for each of its categories.',
  schema: z.strictObject({ ...shape, ...categoriesShape, ...infrequentShape, ...featureShape }),
  examples: [{ handleUnknown: 'ignore' }, { drop: 'first', handleUnknown: 'infrequent-if-exist', maxCategories: 2 }],
  create: ({ handleUnknown, drop, categories, minFrequency, maxCategories, ...settings }): Transform =>
    featureTransform<readonly LearntCategories[]>({
      name: 'oneHotEncoder',
      settings,
      learn: (columns) =>
        categoryLearning(columns, {
          categories,
          minFrequency,
          maxCategories,
          refusesOthers: handleUnknown === 'error',
          groupsMissing: true,
        }),
      write: categoriesToState,
      read: categoriesOfState,
      apply: (columns, learnt) =>
        columns.flatMap((column, at) => {
          const own = learnt[at]!;
          const places = placesIn(own.categories, column);
          const row = places.indexOf(-1);
          if (row >= 0 && handleUnknown === 'error')
            throw unknownCategory(`The feature '${column.name}'`, own.categories, column.values[row], IGNORE);
          if (row >= 0 && handleUnknown === 'warn')
            warn(
              'LML_UNKNOWN_CATEGORY',
              `The feature '${column.name}' has categories that were not learnt: they get zeros, or count as rare. See where they come from.`,
            );
          return indicators(column.name, groupsOf(places, own, handleUnknown === 'ignore'), own, drop);
        }),
    }),
});

const IGNORE = "To go on with such values, choose handleUnknown: 'ignore'.";

/** The group of each value; -1 of unknown ones, unless they belong to the rare ones. */
function groupsOf(places: Int32Array, { groups }: LearntCategories, isIgnored: boolean): Int32Array {
  if (groups === undefined) return places;
  const rare = isIgnored ? -1 : groups.reduce((most, group) => Math.max(most, group), -1);
  return places.map((place) => (place < 0 ? rare : groups[place]!));
}

/** The columns of the categories of a feature. */
function indicators(
  name: string,
  places: Int32Array,
  learnt: LearntCategories,
  drop: 'none' | 'first' | 'if-binary',
): BlockColumn[] {
  const all = groupLabels(learnt);
  const first = drop === 'first' || (drop === 'if-binary' && all.length === 2) ? 1 : 0;
  const made = all.slice(first).map((label) => ({ name: `${name}_${label}`, values: new Float64Array(places.length) }));
  for (let row = 0; row < places.length; row++) {
    const place = places[row]! - first;
    if (place >= 0) made[place]!.values[row] = 1;
  }
  return made;
}

/** What groups are called: as their only category, or `infrequent`. */
function groupLabels({ categories, groups }: LearntCategories): string[] {
  const labels = labelsOf(categories);
  if (groups === undefined) return labels;
  const rare = groups.reduce((most, group) => Math.max(most, group), -1);
  return [...labels.filter((_, at) => groups[at]! < rare), 'infrequent'];
}
