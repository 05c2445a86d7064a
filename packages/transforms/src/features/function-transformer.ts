import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { invertibleShape } from '../shared/feature-options.js';
import { featureTransform, numbersOf } from '../shared/feature-transform.js';

const shape = {
  /** What a value becomes: a function of the value and the feature's name, in code. */
  func: z
    .custom<(value: number, feature: string) => number>(
      (value) => typeof value === 'function',
      'must be a function of a number, in code',
    )
    .describe("What a value becomes: a function of the value and the feature's name, in code."),
  /** What undoes it: a function of a tensor […, features] in TensorFlow.js ops. Default: nothing does. */
  inverse: z
    .custom<(prediction: tf.Tensor) => tf.Tensor>(
      (value) => typeof value === 'function',
      'must be a function of a tensor',
    )
    .optional()
    .describe('What undoes it: a function of a tensor […, features] in TensorFlow.js ops. Default: nothing does.'),
};

/** Options of {@link functionTransformer}. */
export interface FunctionTransformerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Changes each value by a function. It learns nothing but which features there are. It is for code: a function cannot stand in a project
 * file, where a component of a plugin does the same.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts, ones that there are not, and a function that gives no number; `LML_OTHER_COLUMNS` for
 * other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `FunctionTransformer`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { functionTransformer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 2], [4, 8]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [functionTransformer({ func: Math.log2 })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(0, 1, 2, 3) }
 * }
 * ```
 */
export const functionTransformer = defineComponent({
  kind: 'transform',
  name: 'function-transformer',
  summary: 'Changes each value by a function.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{ func: Math.fround }],
  create: ({ func, inverse, ...settings }): Transform =>
    featureTransform<undefined>({
      name: 'functionTransformer',
      settings,
      learn: () => ({ add: () => undefined, finish: () => undefined }),
      write: () => ({}),
      read: () => undefined,
      apply: (columns) =>
        columns.map((column) => ({
          name: column.name,
          values: numbersOf(column, 'functionTransformer').map((value) => {
            const made: unknown = func(value, column.name);
            if (typeof made === 'number') return made;
            throw new InvalidArgumentError(`What func makes of ${value}`, 'a number', made);
          }),
        })),
      ...(inverse !== undefined && { invert: (prediction) => inverse(prediction) }),
    }),
});
