import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import { plainFeatureTransform } from '../shared/feature-transform.js';
import { chosen } from '../shared/select-columns.js';

const features = z
  .array(z.union([z.string(), z.int().min(0)]))
  .min(1)
  .readonly()
  .optional();

const shape = {
  /** The features that are kept, by name, or of arrays by place; in this order. Default: all but those of `drop`. */
  keep: features.describe(
    'The features that are kept, by name, or of arrays by place; in this order. Default: all but those of `drop`.',
  ),
  /** The features that are left out, by name, or of arrays by place. Default: all but those of `keep`. */
  drop: features.describe(
    'The features that are left out, by name, or of arrays by place. Default: all but those of `keep`.',
  ),
};

/** Options of {@link columnSelector}. */
export interface ColumnSelectorOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Keeps some features of the input, or leaves some out: of records of columns by name, of arrays by place along the last axis. It learns
 * nothing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features that there are not, and where none is left; `LML_INVALID_OPTIONS` unless there is one of `keep`
 * and `drop`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { columnSelector } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 2, 3], [4, 5, 6]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [columnSelector({ keep: [2, 0] })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(3, 1, 6, 4) }
 * }
 * ```
 */
export const columnSelector = defineComponent({
  kind: 'transform',
  name: 'column-selector',
  summary: 'Keeps some features of the input, or leaves some out.',
  schema: z.strictObject(shape).refine(({ keep, drop }) => (keep === undefined) !== (drop === undefined), {
    path: ['keep'],
    message: 'must be given, or else drop, and not both',
  }),
  examples: [{ keep: [0, 2] }, { drop: [1] }],
  create: ({ keep, drop }): Transform =>
    plainFeatureTransform({
      name: 'columnSelector',
      settings: {},
      apply(columns, _context, block) {
        if (keep !== undefined) return chosen(block, { columns: keep }, 'keep').columns;
        const { places } = chosen(block, { columns: drop }, 'drop');
        const kept = columns.filter((_column, at) => !places.includes(at));
        if (kept.length > 0) return kept;
        throw new InvalidArgumentError('drop', 'some of the features, so that others are left', drop);
      },
    }),
});
