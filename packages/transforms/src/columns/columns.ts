import { componentOption, defineComponent, type ComponentInput, type Transform } from '@lml/core';
import { z } from 'zod';

import { columnTransform, type ColumnPart } from './column-transform.js';

const chain: z.ZodType<readonly Transform[], readonly ComponentInput<'transform'>[]> = z
  .array(componentOption('transform'))
  .readonly();
const part = z.strictObject({
  /** The features, by name. */
  columns: z.array(z.string()).min(1).readonly().describe('The features, by name.'),
  /** What changes them, one after the other. */
  transforms: chain.describe('What changes them, one after the other.'),
});

const shape = {
  /**
   * What changes the features of numbers that no other part names: transforms one after the other. Default: nothing takes
   * them.
   */
  numeric: chain
    .optional()
    .describe(
      'What changes the features of numbers that no other part names: transforms one after the other. Default: nothing takes them.',
    ),
  /**
   * What changes the features of texts that no other part names: transforms one after the other. Default: nothing takes
   * them.
   */
  categorical: chain
    .optional()
    .describe(
      'What changes the features of texts that no other part names: transforms one after the other. Default: nothing takes them.',
    ),
  /** Further parts by name: which features, by name, and what changes them. */
  parts: z
    .record(z.string(), part)
    .default({})
    .describe('Further parts by name: which features, by name, and what changes them.'),
  /** What becomes of features that no part takes: they are left out, or given as they are. Default: `'drop'`. */
  remainder: z
    .enum(['drop', 'passthrough'])
    .default('drop')
    .describe('What becomes of features that no part takes: they are left out, or given as they are.'),
  /**
   * What becomes of the input: one `matrix` of numbers, a record of `columns`, or a record with a matrix of each of the
   * `parts`, for a model of several inputs. Default: `'matrix'`.
   */
  as: z
    .enum(['matrix', 'columns', 'parts'])
    .default('matrix')
    .describe(
      'What becomes of the input: one `matrix` of numbers, a record of `columns`, or a record with a matrix of each of the `parts`, for a model of several inputs.',
    ),
};

/** Options of {@link columns}. */
export interface ColumnsOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Changes some features in one way and others in another: `numeric` those of numbers, `categorical` those of texts, and `parts` those
 * that are named. The results stand side by side in this order. Its transforms are those of batches; they learn from the training data,
 * each from what the ones before it give.
 *
 * @throws `LML_INVALID_ARGUMENT` for transforms of single samples, and for texts that are left in a matrix; `LML_OTHER_COLUMNS` for
 * samples that lack a feature that was learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `ColumnTransformer` and `Pipeline`.
 *
 * @example
 * ```ts
 * import { DataModule, type Dataset } from '@lml/core';
 * import { columns, oneHotEncoder, standardScaler } from '@lml/transforms';
 *
 * const rows = [{ age: 20, kind: 'cat' }, { age: 40, kind: 'dog' }];
 * const dataset: Dataset = { open() {}, length: 2, get: (index) => ({ input: rows[index] }) };
 * const transforms = { all: [columns({ numeric: [standardScaler()], categorical: [oneHotEncoder()] })] };
 * const data = new DataModule({ train: dataset, shuffle: false, transforms });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float64', shape: [2, 3], data: Float64Array.of(-1, 1, 0, 1, 0, 1) }
 * }
 * ```
 */
export const columns = defineComponent({
  kind: 'transform',
  name: 'columns',
  summary: 'Changes some features in one way and others in another.',
  schema: z.strictObject(shape),
  examples: [{ remainder: 'passthrough' }],
  create: ({ numeric, categorical, parts, remainder, as }): Transform => {
    const given: ColumnPart[] = Object.entries(parts).map(([name, own]) => ({ name, ...own }));
    if (categorical !== undefined) given.unshift({ name: 'categorical', columns: 'texts', transforms: categorical });
    if (numeric !== undefined) given.unshift({ name: 'numeric', columns: 'numbers', transforms: numeric });
    return columnTransform({ parts: given, remainder, as });
  },
});
