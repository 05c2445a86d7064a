import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { asTensor } from '../shared/affine-scaler.js';
import type { BlockColumn } from '../shared/block.js';
import { invertibleShape } from '../shared/feature-options.js';
import { featureTransform, numbersOf } from '../shared/feature-transform.js';
import { learningOfAll } from '../shared/gather-values.js';
import { addMoments, deviationOf, noMoments } from '../shared/moments.js';
import { numbersOfState, numbersToArray } from '../shared/state.js';
import { POWERS } from './powers.js';

const shape = {
  /**
   * The family of powers: Yeo and Johnson's of any numbers, or Box and Cox's of positive ones. Default: `'yeo-johnson'`.
   */
  method: z
    .enum(['yeo-johnson', 'box-cox'])
    .default('yeo-johnson')
    .describe("The family of powers: Yeo and Johnson's of any numbers, or Box and Cox's of positive ones."),
  /** Whether the changed features are given mean 0 and standard deviation 1. Default: `true`. */
  standardize: z
    .boolean()
    .default(true)
    .describe('Whether the changed features are given mean 0 and standard deviation 1.'),
};

/** Options of {@link powerTransformer}. */
export interface PowerTransformerOptions
  extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/** What is learnt of each feature. */
interface Learnt {
  readonly lambdas: Float64Array;
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * Makes each feature as normal as a power can: its exponent λ is the one under which the training data are most likely to be normally
 * distributed. Constant features are left as they are by Yeo and Johnson's, and refused by Box and Cox's. Missing values are left out, and
 * stay missing. All values of the training data are held in memory while it learns, 8 bytes each.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, ones of missing values alone, ones that there are not, and for
 * Box and Cox's for numbers that are not positive, and constant features; `LML_OTHER_COLUMNS` for other features than those that were
 * learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `PowerTransformer`; I. Yeo and R. Johnson, "A new family of power transformations to improve normality or symmetry"
 * (2000).
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { powerTransformer } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1], [2], [4], [8], [16]]) }));
 * const transforms = { all: [powerTransformer({ method: 'box-cox', standardize: false })] };
 * const data = new DataModule({ train: dataset, shuffle: false, transforms });
 * await data.setup(); // a project does this: of powers of 2 the logarithm is evenly spaced, and λ is almost 0
 * Math.abs(Number(data.transformState()['transform/all/0/lambdas']?.data[0])) < 1e-6; // => true
 * ```
 */
export const powerTransformer = defineComponent({
  kind: 'transform',
  name: 'power-transformer',
  summary: 'Makes each feature as normal as a power can.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{}, { method: 'box-cox' }, { standardize: false }],
  conformance: { sample: { input: { dtype: 'float32', shape: [3], data: Float32Array.of(0.5, 2, 7) }, target: 1 } },
  create: ({ method, standardize, ...settings }): Transform => {
    const power = POWERS[method];
    const checked = (column: BlockColumn): Float64Array => {
      const values = numbersOf(column, 'powerTransformer');
      const wrong = method === 'box-cox' ? values.find((value) => value <= 0) : undefined;
      if (wrong === undefined) return values;
      const remedy = "Choose method: 'yeo-johnson', which takes any numbers.";
      throw new InvalidArgumentError(`The feature '${column.name}'`, 'positive for Box and Cox', wrong, remedy);
    };
    return featureTransform<Learnt>({
      name: 'powerTransformer',
      settings,
      learn(columns) {
        const learning = learningOfAll(columns, 'powerTransformer', (features, names) => {
          const lambdas = Float64Array.from(features, (values, at) =>
            power.fit(
              values.filter((value) => !Number.isNaN(value)),
              names[at]!,
            ),
          );
          const moments = features.map((values, at) => {
            const own = noMoments();
            if (standardize) addMoments(own, power.apply(values, lambdas[at]!));
            return own;
          });
          return {
            lambdas,
            means: Float64Array.from(moments, ({ mean }) => (standardize ? mean : 0)),
            deviations: Float64Array.from(moments, (own) => (standardize ? deviationOf(own) : 1)),
          };
        });
        return {
          add: (batch, context) =>
            learning.add(
              batch.map((column) => ({ ...column, values: checked(column) })),
              context,
            ),
          finish: learning.finish,
        };
      },
      write: ({ lambdas, means, deviations }) => ({
        lambdas: numbersToArray(lambdas),
        means: numbersToArray(means),
        deviations: numbersToArray(deviations),
      }),
      read: (state) => ({
        lambdas: numbersOfState(state, 'lambdas'),
        means: numbersOfState(state, 'means'),
        deviations: numbersOfState(state, 'deviations'),
      }),
      apply: (columns, { lambdas, means, deviations }) =>
        columns.map((column, at): BlockColumn => {
          const values = power.apply(checked(column), lambdas[at]!);
          return { name: column.name, values: values.map((value) => (value - means[at]!) / deviations[at]!) };
        }),
      invert: (prediction, { lambdas, means, deviations }) =>
        power.invert(tf.add(tf.mul(prediction, asTensor(deviations)), asTensor(means)), lambdas),
    });
  },
});
