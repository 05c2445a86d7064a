import { InvalidArgumentError } from '@lml/core';

import type { BlockColumn } from '../shared/block.js';
import { CategoryGatherer, isMissing, textOf, type Categories } from '../shared/categories.js';
import { numbersOf } from '../shared/feature-transform.js';
import { finiteNumbersOf, ValueGatherer } from '../shared/gather-values.js';
import { medianOf } from '../shared/median-of.js';
import { addMoments, noMoments } from '../shared/moments.js';
import { sortedPresent } from '../shared/quantiles.js';

/** How missing values are filled in. */
export interface FillSettings {
  readonly strategy: 'mean' | 'median' | 'most-frequent' | 'constant';
  readonly fillValue: number | string | undefined;
  readonly keepEmptyFeatures: boolean;
}

/** Learns what fills each feature: a list of one number or text, or of none where it has no value and is left out. */
export interface FillGatherer {
  /** Takes the features of a batch. */
  add(columns: readonly BlockColumn[]): void;
  /** What fills each feature. */
  finish(): (Float64Array | readonly string[])[];
}

/** What a feature of texts without a value is filled with. */
const NO_TEXT = 'missing_value';

/** A gatherer for a strategy. */
export function fillGatherer(columns: readonly BlockColumn[], settings: FillSettings): FillGatherer {
  const { strategy } = settings;
  if (strategy === 'mean') return meanGatherer(columns.length, settings);
  if (strategy === 'median') return medianGatherer(columns.length, settings);
  const gatherer = new CategoryGatherer(columns);
  return {
    add: (values) => gatherer.add(values),
    finish: () =>
      gatherer.finish().map((categories, at) => {
        if (categories.length === 0 || isMissing(categories[0]!)) return emptyFill(categories, settings);
        if (strategy === 'constant') return constantFill(categories, settings, columns[at]!.name);
        return mostFrequent(categories, gatherer.countsOf(at, categories).counts);
      }),
  };
}

/** A feature with a value in place of missing ones. */
export function filled({ name, values }: BlockColumn, fill: number | string): BlockColumn {
  if (typeof fill === 'string') {
    const texts = Array.from(values as ArrayLike<number | string>, textOf);
    return { name, values: texts.map((text) => (text === '' ? fill : text)) };
  }
  // A column of no values may be read as texts.
  const isEmpty = !(values instanceof Float64Array) && values.every((text) => text === '');
  const numbers = isEmpty ? new Float64Array(values.length).fill(NaN) : numbersOf({ name, values }, 'simpleImputer');
  return { name, values: numbers.map((value) => (Number.isNaN(value) ? fill : value)) };
}

function meanGatherer(features: number, settings: FillSettings): FillGatherer {
  const moments = Array.from({ length: features }, noMoments);
  return {
    add: (columns) =>
      columns.forEach((column, at) => addMoments(moments[at]!, finiteNumbersOf(column, 'simpleImputer'))),
    finish: () =>
      moments.map(({ count, mean }) => (count === 0 ? emptyFill(new Float64Array(), settings) : Float64Array.of(mean))),
  };
}

function medianGatherer(features: number, settings: FillSettings): FillGatherer {
  const gatherer = new ValueGatherer(features);
  return {
    add: (columns) => gatherer.add(columns.map((column) => finiteNumbersOf(column, 'simpleImputer'))),
    finish: () =>
      gatherer.finish().map((values) => {
        const sorted = sortedPresent(values);
        return sorted.length === 0 ? emptyFill(sorted, settings) : Float64Array.of(medianOf(sorted));
      }),
  };
}

/** Of several that are equally frequent the first, as they are sorted. */
function mostFrequent(categories: Categories, counts: Float64Array): Float64Array | readonly string[] {
  let best = 0;
  for (let at = 1; at < counts.length; at++) if (counts[at]! > counts[best]! && !isMissing(categories[at]!)) best = at;
  const value = categories[best]!;
  return typeof value === 'string' ? [value] : Float64Array.of(value);
}

function constantFill(
  categories: Categories,
  { fillValue }: FillSettings,
  name: string,
): Float64Array | readonly string[] {
  if (!(categories instanceof Float64Array)) return [fillValue === undefined ? NO_TEXT : textOf(fillValue)];
  if (typeof fillValue !== 'string') return Float64Array.of(fillValue ?? 0);
  throw new InvalidArgumentError('fillValue', `a number, as '${name}' is a feature of numbers`, fillValue);
}

/** What fills a feature that has no value: with `keepEmptyFeatures` the constant, 0 or a text. */
function emptyFill(categories: Categories, settings: FillSettings): Float64Array | readonly string[] {
  const isText = !(categories instanceof Float64Array);
  if (!settings.keepEmptyFeatures) return isText ? [] : new Float64Array();
  if (settings.strategy === 'constant') {
    // A feature without a value may be one of numbers or of texts: the constant says which.
    if (typeof settings.fillValue === 'string') return [settings.fillValue];
    if (!isText) return Float64Array.of(settings.fillValue ?? 0);
    return [settings.fillValue === undefined ? NO_TEXT : textOf(settings.fillValue)];
  }
  return isText ? [NO_TEXT] : Float64Array.of(0);
}
