import { componentOption, defineComponent, InvalidArgumentError, type FitContext, type Transform } from '@lml/core';
import { z } from 'zod';

import type { BlockColumn } from '../shared/block.js';
import { labelsOf, placesIn, type Categories } from '../shared/categories.js';
import { featureShape } from '../shared/feature-options.js';
import { featureTransform, type FeatureContext } from '../shared/feature-transform.js';
import { joinedNumbers } from '../shared/joined-numbers.js';
import { listsOfState, listsToState } from '../shared/state.js';
import { assignFolds } from './assign-folds.js';
import { categoriesShape } from './category-options.js';
import { categoryLearning } from './learn-categories.js';
import { targetMeans } from './target-means.js';
import { TargetGatherer } from './target-values.js';

const shape = {
  /**
   * How many samples the mean of all counts as beside those of a category; or `auto`, by how much the target varies
   * within it. Default: `'auto'`.
   */
  smooth: z
    .union([z.literal('auto'), z.number().min(0)])
    .default('auto')
    .describe(
      'How many samples the mean of all counts as beside those of a category; or `auto`, by how much the target varies within it.',
    ),
  /**
   * What targets are: numbers, two classes or several; or `auto`: texts and whole numbers are classes. Default: `'auto'`.
   */
  targetType: z
    .enum(['auto', 'binary', 'multiclass', 'continuous'])
    .default('auto')
    .describe('What targets are: numbers, two classes or several; or `auto`: texts and whole numbers are classes.'),
  /** Into how many folds training samples are dealt, or a splitter that tests on each once. Default: `5`. */
  cv: z
    .union([z.int().min(2), componentOption('splitter')])
    .default(5)
    .describe('Into how many folds training samples are dealt, or a splitter that tests on each once.'),
  /** Whether samples are put into random order before they are dealt. Only where `cv` is a number. Default: `true`. */
  shuffle: z
    .boolean()
    .default(true)
    .describe('Whether samples are put into random order before they are dealt. Only where `cv` is a number.'),
  /** The seed of this order, below 2³². Default: `0`. */
  randomState: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(0)
    .describe('The seed of this order, below 2³².'),
};

/** Options of {@link targetEncoder}. */
export interface TargetEncoderOptions
  extends
    z.input<z.ZodObject<typeof featureShape>>,
    z.input<z.ZodObject<typeof categoriesShape>>,
    z.input<z.ZodObject<typeof shape>> {}

/** What is learnt. */
interface TargetEncodings {
  readonly categories: readonly Categories[];
  /** The classes where there are several: each feature becomes one for each. */
  readonly classes: Categories;
  /** The fold of each training sample. */
  readonly foldOf: Int32Array;
  /** Learnt of all, and without each of the folds: for each feature and class what categories become, and last what unknown ones do. */
  readonly means: readonly Float64Array[];
}

/**
 * Makes of each category the mean target of its training samples, drawn towards the mean of all; of several classes one feature for each,
 * with the shares of the class. Missing values are a category of their own; those that were not learnt become the mean of all.
 *
 * A training sample must not see its own target. In training, and where later transforms are fitted, each therefore gets what was learnt
 * without its fold; all other samples get what was learnt of all. The fold of each training sample is in the state. So the training
 * data must be one set whose samples are reached by number. For targets that are whole numbers and no classes, choose `targetType: 'continuous'`.
 *
 * @throws `LML_INVALID_ARGUMENT` for streams and several training sets, for targets that are missing or of another type, for more folds
 * than samples, and for features that there are not; `LML_OTHER_COLUMNS` for other features than those that were learnt from;
 * `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `TargetEncoder`. Training samples get what its `fit_transform` gives, others what `transform` does.
 * @see D. Micci-Barreca, A preprocessing scheme for high-cardinality categorical attributes, SIGKDD Explorations 3(1), 2001.
 *
 * @example
 * ```ts
 * import { DataModule } from '@lml/core';
 * import { labelled } from '@lml/datasets';
 * import { targetEncoder } from '@lml/transforms';
 *
 * const train = labelled({ inputs: [[1], [1], [2], [2]], targets: [0.5, 1.5, 3.5, 4.5] });
 * const validation = labelled({ inputs: [[1], [2], [3]], targets: [0, 0, 0] });
 * const transforms = { all: [targetEncoder({ smooth: 0, cv: 2, shuffle: false })] };
 * const data = new DataModule({ train, validation, shuffle: false, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('validation')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [3, 1], data: Float32Array.of(1, 4, 2.5) }
 * }
 * // Without their folds, which are the first two and the last two, no category is known.
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [4, 1], data: Float32Array.of(4, 4, 1, 1) }
 * }
 * ```
 */
export const targetEncoder = defineComponent({
  kind: 'transform',
  name: 'target-encoder',
  summary: 'Makes of each category the mean target of its samples.',
  schema: z.strictObject({ ...shape, ...categoriesShape, ...featureShape }),
  examples: [{ cv: 2, targetType: 'continuous' }],
  conformance: { sample: { input: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) }, target: 1.5 } },
  create: ({ smooth, targetType, cv, shuffle, randomState, categories, ...settings }): Transform =>
    featureTransform<TargetEncodings>({
      name: 'targetEncoder',
      settings,
      learn(columns, context) {
        checkNumbered(context);
        const given = { categories, refusesOthers: false, groupsMissing: true };
        const learning = categoryLearning(columns, given);
        const targets = new TargetGatherer();
        const parts: (readonly BlockColumn[])[] = [];
        return {
          add(values, own) {
            const count = targets.add(own.batch);
            const rows = values[0]?.values.length ?? count;
            if (rows !== count) throw severalRows(rows);
            learning.add(values, own);
            parts.push(values.map(({ name, values: column }) => ({ name, values: column.slice() })));
          },
          finish(rows) {
            const learnt = learning.finish(rows).map((own) => own.categories);
            const { values, classes, type, outputs } = targets.finish(targetType);
            const folds = { cv, shuffle, randomState };
            const foldOf = assignFolds(values.length, values, type !== 'continuous', folds);
            const places = learnt.map((own, at) => joinedPlaces(parts.map((part) => placesIn(own, part[at]!))));
            const count = foldOf.reduce((most, fold) => Math.max(most, fold), 0) + 1;
            const means = Array.from({ length: count + 1 }, (_, fit) =>
              joinedNumbers(
                learnt.flatMap((own, at) =>
                  outputs.map((output) =>
                    targetMeans({
                      places: places[at]!,
                      categories: own.length,
                      output,
                      foldOf,
                      leftOut: fit - 1,
                      smooth,
                    }),
                  ),
                ),
              ),
            );
            return { categories: learnt, classes: type === 'multiclass' ? classes : new Float64Array(), foldOf, means };
          },
        };
      },
      write: ({ categories: learnt, classes, foldOf, means }) => ({
        ...listsToState('categories', learnt),
        ...listsToState('classes', [classes]),
        folds: { dtype: 'int32', shape: [foldOf.length], data: foldOf },
        means: { dtype: 'float64', shape: [means.length, means[0]!.length], data: joinedNumbers(means) },
      }),
      read(state, features) {
        const [fits = 0, size = 0] = state['means']!.shape;
        const means = Float64Array.from(state['means']!.data as Float64Array);
        return {
          categories: listsOfState(state, 'categories', features),
          classes: listsOfState(state, 'classes', 1)[0]!,
          foldOf: Int32Array.from(state['folds']!.data as Int32Array),
          means: Array.from({ length: fits }, (_, fit) => means.subarray(fit * size, (fit + 1) * size)),
        };
      },
      apply(columns, learnt, context) {
        const rows = columns[0]?.values.length ?? 0;
        const fits = fitsOf(rows, learnt.foldOf, context);
        const suffixes = learnt.classes.length === 0 ? [''] : labelsOf(learnt.classes).map((label) => `_${label}`);
        let start = 0;
        return columns.flatMap((column, at) => {
          const { length } = learnt.categories[at]!;
          const places = placesIn(learnt.categories[at]!, column);
          return suffixes.map((suffix): BlockColumn => {
            const values = new Float64Array(rows);
            for (let row = 0; row < rows; row++) {
              const place = places[row]! < 0 ? length : places[row]!;
              values[row] = learnt.means[fits[row]!]![start + place]!;
            }
            start += length + 1;
            return { name: `${column.name}${suffix}`, values };
          });
        });
      },
    }),
});

/** For each row which of the fits it is encoded by: in training that without its fold, or else that of all, 0. */
function fitsOf(rows: number, foldOf: Int32Array, { stage, indices }: FeatureContext): Int32Array {
  const fits = new Int32Array(rows);
  if (stage !== 'train') return fits;
  if (indices === undefined) throw notNumbered('a stream');
  if (indices.length !== rows) throw severalRows(rows);
  // Samples beyond those that were learnt from are of other data, and their targets were not seen.
  for (let row = 0; row < rows; row++) fits[row] = (foldOf[indices[row]!] ?? -1) + 1;
  return fits;
}

/** @throws `LML_INVALID_ARGUMENT` for training data of which samples cannot be known again by their number. */
function checkNumbered(context: FitContext | undefined): void {
  if (context?.isStream === true) throw notNumbered('a stream');
  if (context !== undefined && context.sets > 1) throw notNumbered(`${context.sets} sets`);
}

function notNumbered(received: string): InvalidArgumentError {
  return new InvalidArgumentError(
    'The training data',
    'one set whose samples are reached by number, as targetEncoder keeps the fold of each',
    received,
    'Take oneHotEncoder or ordinalEncoder, or a dataset that is read whole.',
  );
}

function severalRows(rows: number): InvalidArgumentError {
  return new InvalidArgumentError('The input of targetEncoder', 'one row of features a sample', `${rows} rows`);
}

function joinedPlaces(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
