import { InvalidArgumentError, nearest, OtherColumnsError } from '@lml/core';

import type { Block, BlockColumn } from './block.js';
import type { FeatureSettings } from './feature-options.js';

/** The features that are changed, and where they stand among all. */
export interface Selection {
  readonly columns: readonly BlockColumn[];
  readonly places: readonly number[];
}

/**
 * The features that a transform is to change: those that are named, by an option, or all.
 *
 * @throws `LML_INVALID_ARGUMENT` for one that there is not.
 */
export function chosen({ columns, form }: Block, { columns: names }: FeatureSettings, option = 'columns'): Selection {
  if (names === undefined) return { columns, places: columns.map((_, at) => at) };
  const places = names.map((wanted) => {
    const at = typeof wanted === 'number' ? wanted : columns.findIndex(({ name }) => name === wanted);
    if (columns[at] !== undefined && (typeof wanted === 'string' || form.kind !== 'record')) return at;
    const known = columns.map(({ name }) => name);
    const close = typeof wanted === 'string' ? nearest(wanted, known) : undefined;
    const remedy =
      form.kind !== 'record'
        ? `Arrays have features without names; there are ${columns.length}, counted from 0. Read tables with as: 'columns' to name them.`
        : `There are ${known.map((name) => `'${name}'`).join(', ')}.${close === undefined ? '' : ` Did you mean '${close}'?`}`;
    throw new InvalidArgumentError(option, 'features of the samples', wanted, remedy);
  });
  return { columns: places.map((at) => columns[at]!), places };
}

/**
 * The features that were learnt from, in their order.
 *
 * @throws `LML_OTHER_COLUMNS` where there are not the same ones.
 */
export function known({ columns, form }: Block, learnt: readonly string[], settings: FeatureSettings): Selection {
  if (form.kind !== 'record' && settings.columns === undefined && columns.length !== learnt.length)
    throw new OtherColumnsError(
      `Samples have ${columns.length} features, but ${learnt.length} were learnt from. Give the same ones in the same order.`,
    );
  const places = learnt.map((wanted) => {
    const at = columns.findIndex(({ name }) => name === wanted);
    if (at >= 0) return at;
    const others = columns.map(({ name }) => `'${name}'`).join(', ');
    throw new OtherColumnsError(`Samples lack the feature '${wanted}', which was learnt from. They have ${others}.`);
  });
  return { columns: places.map((at) => columns[at]!), places };
}

/** All features with others in place of those that were selected: each by its own, or all by what stands where the first one was. */
export function replaced(block: Block, { places }: Selection, made: readonly BlockColumn[]): readonly BlockColumn[] {
  if (places.length === block.columns.length) return made;
  const isAlike = made.length === places.length;
  return block.columns.flatMap((column, at) => {
    const place = places.indexOf(at);
    if (place < 0) return [column];
    if (isAlike) return [made[place]!];
    return place === 0 ? made : [];
  });
}
