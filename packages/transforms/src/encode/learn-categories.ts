import { InvalidArgumentError, type NdArray, type TransformState } from '@lml/core';

import type { BlockColumn } from '../shared/block.js';
import { CategoryGatherer, isMissing, labelsOf, type Categories } from '../shared/categories.js';
import type { Learning } from '../shared/feature-transform.js';
import { listsOfState, listsToState } from '../shared/state.js';
import type { CategorySettings } from './category-options.js';
import { groupRare } from './group-rare.js';

/** What is learnt of a feature. */
export interface LearntCategories {
  readonly categories: Categories;
  /** The group of each category, where rare ones are one group, the last. Of missing values it is -1 where they are no category. */
  readonly groups?: Int32Array | undefined;
}

/** How categories are learnt. */
export interface CategoryLearning extends CategorySettings {
  /** Whether values in the training data are refused that are none of the given categories. */
  readonly refusesOthers: boolean;
  /** Whether missing values are a category, which may be rare. */
  readonly groupsMissing: boolean;
}

/** Learns the categories of features, and which are rare. */
export function categoryLearning(
  columns: readonly BlockColumn[],
  settings: CategoryLearning,
): Learning<readonly LearntCategories[]> {
  const { categories: given, minFrequency, maxCategories, refusesOthers, groupsMissing } = settings;
  const names = columns.map(({ name }) => name);
  const known = given && givenCategories(given, names);
  const gatherer = new CategoryGatherer(columns);
  return {
    add: (values) => gatherer.add(values),
    finish: (rows) =>
      (known ?? gatherer.finish()).map((categories, at): LearntCategories => {
        const { counts, others } = gatherer.countsOf(at, categories);
        if (refusesOthers && others.length > 0)
          throw unknownCategory(`The feature '${names[at]!}'`, categories, others[0]);
        const hasMissing = isMissing(categories[categories.length - 1] ?? '');
        const counted = hasMissing && !groupsMissing ? counts.subarray(0, -1) : counts;
        const groups = groupRare(counted, rows, { minFrequency, maxCategories });
        if (groups === undefined) return { categories };
        return { categories, groups: Int32Array.from(categories, (_: unknown, place: number) => groups[place] ?? -1) };
      }),
  };
}

/** Learnt categories as arrays of a state. */
export function categoriesToState(learnt: readonly LearntCategories[]): Record<string, NdArray> {
  const groups = learnt.flatMap(({ groups }, at) =>
    groups === undefined ? [] : [[`groups.${at}`, { dtype: 'int32', shape: [groups.length], data: groups }] as const],
  );
  return {
    ...listsToState(
      'categories',
      learnt.map(({ categories }) => categories),
    ),
    ...(Object.fromEntries(groups) as Record<string, NdArray>),
  };
}

/** The categories of {@link categoriesToState}. */
export function categoriesOfState(state: TransformState, features: number): LearntCategories[] {
  return listsOfState(state, 'categories', features).map((categories, at) => {
    const groups = state[`groups.${at}`];
    return groups === undefined ? { categories } : { categories, groups: Int32Array.from(groups.data as Int32Array) };
  });
}

/** The number of groups: that of categories, where none are taken together. */
export function groupCount({ categories, groups }: LearntCategories): number {
  return groups === undefined ? categories.length : Math.max(-1, ...new Set(groups)) + 1;
}

/** The error for a value that is none of the categories; `what` names it. */
export function unknownCategory(
  what: string,
  categories: Categories,
  value: unknown,
  remedy?: string,
): InvalidArgumentError {
  const labels = labelsOf(categories);
  const shown = labels.slice(0, 12).map((label) => `'${label}'`);
  const list = `${shown.join(', ')}${labels.length > 12 ? ', …' : ''}`;
  return new InvalidArgumentError(
    what,
    `one of the categories that were ${remedy === undefined ? 'given' : 'learnt'}, ${list}`,
    value,
    remedy,
  );
}

function givenCategories(
  given: NonNullable<CategorySettings['categories']>,
  names: readonly string[],
): readonly Categories[] {
  if (given.length !== names.length)
    throw new InvalidArgumentError('categories', `one list for each of the ${names.length} features`, given);
  return given.map((values, at): Categories => {
    const present = values.filter((value) => value !== null);
    const argument = `categories.${at}`;
    if (values.includes(null) && values.indexOf(null) !== values.length - 1)
      throw new InvalidArgumentError(argument, 'a list with null at its end only', values);
    if (new Set(present).size < present.length)
      throw new InvalidArgumentError(argument, 'a list in which no category is twice', values);
    if (present.every((value) => typeof value === 'string')) {
      if (present.includes('')) throw new InvalidArgumentError(argument, "without '', which is missing: null", values);
      return values.map((value) => (value ?? '') as string);
    }
    const isAscending = present.every((value, place) => place === 0 || present[place - 1]! < value);
    if (!present.every((value) => typeof value === 'number') || !isAscending)
      throw new InvalidArgumentError(argument, 'texts, or numbers in ascending order', values);
    return Float64Array.from(values, (value) => (value === null ? NaN : (value as number)));
  });
}
