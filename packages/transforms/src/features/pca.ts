import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { asTensor } from '../shared/affine-scaler.js';
import type { BlockColumn } from '../shared/block.js';
import { invertibleShape } from '../shared/feature-options.js';
import { featureTransform, numbersOf } from '../shared/feature-transform.js';
import { finiteNumbersOf } from '../shared/gather-values.js';
import { numbersOfState, numbersToArray } from '../shared/state.js';
import { CovarianceGatherer } from './covariance.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** The largest number of features: what it costs grows with the third power of it. */
const MOST = 1000;

const shape = {
  /**
   * How many components are kept, or a number below 1, so many that they have more than this share of the variance.
   * Default: all.
   */
  nComponents: z
    .union([z.int().min(1), z.number().gt(0).lt(1)])
    .optional()
    .describe(
      'How many components are kept, or a number below 1, so many that they have more than this share of the variance. Default: all.',
    ),
  /** Whether components are given variance 1. Default: `false`. */
  whiten: z.boolean().default(false).describe('Whether components are given variance 1.'),
};

/** Options of {@link pca}. */
export interface PcaOptions extends z.input<z.ZodObject<typeof invertibleShape>>, z.input<z.ZodObject<typeof shape>> {}

/** What is learnt. */
interface Learnt {
  readonly mean: Float64Array;
  /** The directions, one after the other. */
  readonly components: Float64Array;
  readonly variances: Float64Array;
}

/**
 * Principal components: turns features, less their means, into the directions of the training data's largest variance, which stand in
 * descending order. Of each direction the largest coordinate is positive. They are the eigenvectors of the covariance, so that variances
 * less than 1e-14 of the largest are rounding. At most 1000 features.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not, missing values, and more
 * components than features or samples; `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before
 * it has learnt.
 *
 * @see scikit-learn's `PCA`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray, type NdArray } from '@lml/core';
 * import { pca } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 1], [2, 2], [3, 3]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [pca({ nComponents: 1 })] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   (batch['input'] as NdArray).data; // => Float32Array.of(-1.4142, 0, 1.4142)
 * }
 * ```
 */
export const pca = defineComponent({
  kind: 'transform',
  name: 'pca',
  summary: 'Principal components: the directions of the largest variance.',
  schema: z.strictObject({ ...shape, ...invertibleShape }),
  examples: [{ nComponents: 1 }, { nComponents: 0.9, whiten: true }],
  create: ({ nComponents, whiten, ...settings }, { name }): Transform => {
    const scalesOf = ({ variances }: Learnt): Float64Array =>
      variances.map((variance) => (whiten ? Math.max(Math.sqrt(Math.max(variance, 0)), Number.EPSILON) : 1));
    return featureTransform<Learnt>({
      name,
      settings,
      learn(columns) {
        if (columns.length > MOST)
          throw new InvalidArgumentError('The number of features', `at most ${MOST} for pca`, columns.length);
        const gatherer = new CovarianceGatherer(columns.length);
        return {
          add: (batch) => gatherer.add(batch.map((column) => present(column, finiteNumbersOf(column, name)))),
          finish(rows) {
            const { values, vectors } = symmetricEigen(gatherer.covariance(), columns.length);
            const count = countOf(nComponents, values.subarray(0, rows));
            return {
              mean: gatherer.mean,
              components: vectors.slice(0, count * columns.length),
              variances: values.slice(0, count),
            };
          },
        };
      },
      write: ({ mean, components, variances }) => ({
        mean: numbersToArray(mean),
        components: numbersToArray(components),
        variances: numbersToArray(variances),
      }),
      read: (state) => ({
        mean: numbersOfState(state, 'mean'),
        components: numbersOfState(state, 'components'),
        variances: numbersOfState(state, 'variances'),
      }),
      apply(columns, learnt) {
        const centred = columns.map((column, at) =>
          present(column, numbersOf(column, name)).map((value) => value - learnt.mean[at]!),
        );
        return Array.from(scalesOf(learnt), (scale, component): BlockColumn => {
          const values = new Float64Array(centred[0]?.length ?? 0);
          centred.forEach((own, at) => {
            const weight = learnt.components[component * centred.length + at]! / scale;
            for (let row = 0; row < values.length; row++) values[row]! += own[row]! * weight;
          });
          return { name: `pca${component}`, values };
        });
      },
      invert(prediction, learnt) {
        const [count, features] = [learnt.variances.length, learnt.mean.length];
        const directions = tf.tensor2d(Array.from(learnt.components), [count, features]);
        const rows = tf.reshape(tf.mul(prediction, asTensor(scalesOf(learnt))), [-1, count]);
        const made = tf.add(tf.matMul(rows, directions), asTensor(learnt.mean));
        return tf.reshape(made, [
          ...prediction.shape.slice(0, count === 1 && prediction.rank === 1 ? 1 : -1),
          features,
        ]);
      },
    });
  },
});

/** How many components are kept, of those with these variances. */
function countOf(wanted: number | undefined, variances: Float64Array): number {
  if (wanted === undefined) return variances.length;
  if (wanted >= 1) {
    if (wanted <= variances.length) return wanted;
    const expected = `at most ${variances.length}, the number of features or of samples, whichever is less`;
    throw new InvalidArgumentError('nComponents', expected, wanted);
  }
  const total = variances.reduce((sum, variance) => sum + variance, 0);
  let [count, share] = [0, 0];
  while (count < variances.length && share <= wanted) share += variances[count++]! / total;
  return count;
}

/** @throws `LML_INVALID_ARGUMENT` for missing values. */
function present({ name }: BlockColumn, values: Float64Array): Float64Array {
  if (!values.some(Number.isNaN)) return values;
  const remedy = 'Fill them in before: simpleImputer.';
  throw new InvalidArgumentError(`The feature '${name}'`, 'without missing values for pca', NaN, remedy);
}
