import { z } from 'zod';

import { meanSquareContingency } from './nominal-metric.js';
import { sumOf, sumsOf, type Matrix } from './values.js';

/** The option `biasCorrection`, as an entry of a zod object. */
export const biasCorrectionShape = {
  /** Whether it is corrected for what few samples show by chance. Default: `true`. */
  biasCorrection: z.boolean().default(true).describe('Whether it is corrected for what few samples show by chance.'),
};

/** A coefficient in [0, 1]: the root of χ² / n over what it is at most, by the numbers of categories, each less 1. */
export function association(
  table: Matrix,
  biasCorrection: boolean,
  most: (rows: number, columns: number) => number,
): number {
  const { rows, columns } = sumsOf(table);
  const all = sumOf(rows);
  const [height, width] = [rows.length - 1, columns.length - 1];
  const square = meanSquareContingency(table, biasCorrection);
  if (!biasCorrection) return limited(Math.sqrt(square / most(height, width)));
  const [ownHeight, ownWidth] = [height - height ** 2 / (all - 1), width - width ** 2 / (all - 1)];
  if (Math.min(ownHeight, ownWidth) === 0) return NaN;
  const corrected = Math.max(0, square - (height * width) / (all - 1));
  return limited(Math.sqrt(corrected / most(ownHeight, ownWidth)));
}

function limited(value: number): number {
  return Math.min(1, Math.max(0, value));
}
