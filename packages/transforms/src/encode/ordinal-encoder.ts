import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { isMissing, placesIn } from '../shared/categories.js';
import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { categoriesShape, infrequentShape } from './category-options.js';
import {
  categoriesOfState,
  categoriesToState,
  categoryLearning,
  groupCount,
  unknownCategory,
  type LearntCategories,
} from './learn-categories.js';

const shape = {
  /** What becomes of a category that was not learnt: an error, or `unknownValue`. Default: `'error'`. */
  handleUnknown: z
    .enum(['error', 'use-encoded-value'])
    .default('error')
    .describe('What becomes of a category that was not learnt: an error, or `unknownValue`.'),
  /**
   * The number of categories that were not learnt: a whole one that no category has, or `missing` for NaN. Needed with
   * `use-encoded-value`. Default: none.
   */
  unknownValue: z
    .union([z.int(), z.literal('missing')])
    .optional()
    .describe(
      'The number of categories that were not learnt: a whole one that no category has, or `missing` for NaN. Needed with `use-encoded-value`. Default: none.',
    ),
  /** The number of missing values: a whole one that no category has, or `missing` for NaN. Default: `'missing'`. */
  encodedMissingValue: z
    .union([z.int(), z.literal('missing')])
    .default('missing')
    .describe('The number of missing values: a whole one that no category has, or `missing` for NaN.'),
};

/** Options of {@link ordinalEncoder}. */
export interface OrdinalEncoderOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof categoriesShape>>,
    z.input<z.ZodObject<typeof infrequentShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/**
 * Numbers the categories of each feature from 0: the values of the training data, sorted, or those that are given, in their order. Missing
 * values stay missing, or have a number of their own. Rare categories share the last number, with `minFrequency` and `maxCategories`.
 *
 * @throws `LML_INVALID_OPTIONS` for an `unknownValue` that is not used, or that lacks; `LML_INVALID_ARGUMENT` for a category that was not
 * learnt, unless it has a number, for numbers that categories have already, for given categories that do not fit, and for features that
 * there are not; `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `OrdinalEncoder`.
 *
 * @example
 * ```ts
 * import { DataModule, type Dataset } from '@lml/core';
 * import { ordinalEncoder } from '@lml/transforms';
 *
 * const rows = [{ size: 'small' }, { size: 'large' }, { size: 'medium' }];
 * const dataset: Dataset = { open() {}, length: 3, get: (index) => ({ input: rows[index] }) };
 * const transforms = { all: [ordinalEncoder({ categories: [['small', 'medium', 'large']] })] };
 * const data = new DataModule({ train: dataset, shuffle: false, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { size: { dtype: 'float64', shape: [3], data: Float64Array.of(0, 2, 1) } }
 * }
 * ```
 */
export const ordinalEncoder = defineComponent({
  kind: 'transform',
  name: 'ordinal-encoder',
  summary: 'Numbers the categories of each feature.',
  schema: z
    .strictObject({ ...shape, ...categoriesShape, ...infrequentShape, ...featureShape })
    .refine(({ handleUnknown, unknownValue }) => (handleUnknown === 'error') === (unknownValue === undefined), {
      path: ['unknownValue'],
      error: "goes with handleUnknown: 'use-encoded-value', and with it alone",
    }),
  examples: [{ handleUnknown: 'use-encoded-value', unknownValue: -1 }],
  create: ({
    handleUnknown,
    unknownValue,
    encodedMissingValue,
    categories,
    minFrequency,
    maxCategories,
    ...settings
  }): Transform => {
    const refusesOthers = handleUnknown === 'error';
    return featureTransform<readonly LearntCategories[]>({
      name: 'ordinalEncoder',
      settings,
      learn(columns) {
        const learning = categoryLearning(columns, {
          categories,
          minFrequency,
          maxCategories,
          refusesOthers,
          groupsMissing: false,
        });
        return {
          ...learning,
          finish(rows) {
            const learnt = learning.finish(rows);
            learnt.forEach((own, at) => {
              const name = columns[at]!.name;
              checkFree('unknownValue', unknownValue, own, name);
              if (hasMissing(own)) checkFree('encodedMissingValue', encodedMissingValue, own, name);
            });
            return learnt;
          },
        };
      },
      write: categoriesToState,
      read: categoriesOfState,
      apply: (columns, learnt) =>
        columns.map((column, at): BlockColumn => {
          const own = learnt[at]!;
          const places = placesIn(own.categories, column);
          const row = places.indexOf(-1);
          if (refusesOthers && row >= 0)
            throw unknownCategory(`The feature '${column.name}'`, own.categories, column.values[row], USE_VALUE);
          const numbers = Float64Array.from(own.groups ?? own.categories.keys());
          if (hasMissing(own)) numbers[numbers.length - 1] = numberOf(encodedMissingValue);
          const unknown = numberOf(unknownValue);
          return { name: column.name, values: Float64Array.from(places, (place) => numbers[place] ?? unknown) };
        }),
    });
  },
});

const USE_VALUE = "To go on with such values, choose handleUnknown: 'use-encoded-value' and an unknownValue.";

function hasMissing({ categories }: LearntCategories): boolean {
  return categories.length > 0 && isMissing(categories[categories.length - 1]!);
}

function numberOf(value: number | 'missing' | undefined): number {
  return typeof value === 'number' ? value : NaN;
}

/** @throws `LML_INVALID_ARGUMENT` for a number that a category has. */
function checkFree(
  option: string,
  value: number | 'missing' | undefined,
  learnt: LearntCategories,
  name: string,
): void {
  const count = groupCount(learnt) - (hasMissing(learnt) && learnt.groups === undefined ? 1 : 0);
  if (typeof value !== 'number' || value < 0 || value >= count) return;
  throw new InvalidArgumentError(
    option,
    `none of the numbers 0 to ${count - 1}, which categories of '${name}' have`,
    value,
  );
}
