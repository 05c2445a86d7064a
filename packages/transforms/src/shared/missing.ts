import { z } from 'zod';

import type { BlockColumn } from './block.js';
import { isMissing, textOf } from './categories.js';

/** Options of what deals with missing values. */
export const missingShape = {
  /** A value that stands for a missing one, besides NaN and the empty text: `-999`, `'?'`. Default: none. */
  missingValues: z
    .union([z.number(), z.string()])
    .optional()
    .describe("A value that stands for a missing one, besides NaN and the empty text: `-999`, `'?'`. Default: none."),
};

/** Options of what fills in missing values. */
export const imputeShape = {
  ...missingShape,
  /**
   * Whether features follow that are 1 where a value was missing, one for each with missing values in the training data.
   * Default: `false`.
   */
  addIndicator: z
    .boolean()
    .default(false)
    .describe(
      'Whether features follow that are 1 where a value was missing, one for each with missing values in the training data.',
    ),
  /** Whether features without any value in the training data are kept, and filled with a constant. Default: `false`. */
  keepEmptyFeatures: z
    .boolean()
    .default(false)
    .describe('Whether features without any value in the training data are kept, and filled with a constant.'),
};

/** The features with NaN, or `''`, in place of a value that stands for a missing one. */
export function withMissing(
  columns: readonly BlockColumn[],
  missing: number | string | undefined,
): readonly BlockColumn[] {
  if (missing === undefined) return columns;
  return columns.map(({ name, values }) => {
    if (!(values instanceof Float64Array))
      return { name, values: values.map((text) => (text === textOf(missing) ? '' : text)) };
    const number = Number(missing);
    return values.includes(number)
      ? { name, values: values.map((value) => (value === number ? NaN : value)) }
      : { name, values };
  });
}

/** Whether a feature has missing values. */
export function hasMissing({ values }: BlockColumn): boolean {
  for (let row = 0; row < values.length; row++) if (isMissing(values[row]!)) return true;
  return false;
}

/** A feature that is 1 where another one has no value. */
export function indicatorOf({ name, values }: BlockColumn): BlockColumn {
  const flags = new Float64Array(values.length);
  for (let row = 0; row < flags.length; row++) flags[row] = isMissing(values[row]!) ? 1 : 0;
  return { name: `missingindicator_${name}`, values: flags };
}

/** Gathers which features have missing values. */
export class MissingGatherer {
  private readonly flags: Float64Array;

  constructor(features: number) {
    this.flags = new Float64Array(features);
  }

  /** Takes the features of a batch. */
  add(columns: readonly BlockColumn[]): void {
    columns.forEach((column, at) => {
      if (this.flags[at] === 0 && hasMissing(column)) this.flags[at] = 1;
    });
  }

  /** For each feature 1 where it has missing values, or else 0. */
  finish(): Float64Array {
    return this.flags;
  }
}
