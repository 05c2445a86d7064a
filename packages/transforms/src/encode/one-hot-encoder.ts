import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { CategoryGatherer, labelsOf, placesIn, type Categories } from '../shared/categories.js';
import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { listsOfState, listsToState } from '../shared/state.js';

const shape = {
  /** What becomes of a category that was not learnt: an error, or a row of zeros. Default: `'error'`. */
  handleUnknown: z
    .enum(['error', 'ignore'])
    .default('error')
    .describe('What becomes of a category that was not learnt: an error, or a row of zeros.'),
  /** Which category of a feature has no column: the first, the first of features with two, or none. Default: `'none'`. */
  drop: z
    .enum(['none', 'first', 'if-binary'])
    .default('none')
    .describe('Which category of a feature has no column: the first, the first of features with two, or none.'),
};

/** Options of {@link oneHotEncoder}. */
export interface OneHotEncoderOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Makes of each feature one for each of its categories, which is 1 where a sample is of it and 0 elsewhere. Categories are the values of
 * the training data, sorted; missing values are one of their own, the last, if there were any.
 *
 * @throws `LML_INVALID_ARGUMENT` for a category that was not learnt, unless it is ignored, and for features that there are not;
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
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{ handleUnknown: 'ignore' }, { drop: 'first', handleUnknown: 'ignore' }],
  create: ({ handleUnknown, drop, ...settings }): Transform =>
    featureTransform<readonly Categories[]>({
      name: 'oneHotEncoder',
      settings,
      learn(columns) {
        const gatherer = new CategoryGatherer(columns);
        return { add: (values) => gatherer.add(values), finish: () => gatherer.finish() };
      },
      write: (categories) => listsToState('categories', categories),
      read: (state, features) => listsOfState(state, 'categories', features),
      apply: (columns, categories) =>
        columns.flatMap((column, at) => {
          const places = placesIn(categories[at]!, column);
          if (handleUnknown === 'error') checkKnown(column, places, categories[at]!);
          return indicators(column.name, places, categories[at]!, drop);
        }),
    }),
});

/** The columns of the categories of a feature. */
function indicators(
  name: string,
  places: Int32Array,
  categories: Categories,
  drop: 'none' | 'first' | 'if-binary',
): BlockColumn[] {
  const first = drop === 'first' || (drop === 'if-binary' && categories.length === 2) ? 1 : 0;
  const labels = labelsOf(categories).slice(first);
  const made = labels.map((label) => ({ name: `${name}_${label}`, values: new Float64Array(places.length) }));
  for (let row = 0; row < places.length; row++) {
    const place = places[row]! - first;
    if (place >= 0) made[place]!.values[row] = 1;
  }
  return made;
}

/** @throws `LML_INVALID_ARGUMENT` for a value that is none of the categories. */
export function checkKnown({ name, values }: BlockColumn, places: Int32Array, categories: Categories): void {
  const row = places.indexOf(-1);
  if (row < 0) return;
  const labels = labelsOf(categories);
  const shown = labels.slice(0, 12).map((label) => `'${label}'`);
  throw new InvalidArgumentError(
    `The feature '${name}'`,
    `one of the categories that were learnt, ${shown.join(', ')}${labels.length > 12 ? ', …' : ''}`,
    values[row],
    "To go on with such values, choose handleUnknown: 'ignore'.",
  );
}
