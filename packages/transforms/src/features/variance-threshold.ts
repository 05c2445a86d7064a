import { defineComponent, InvalidArgumentError, type Transform } from '@lml/core';
import { z } from 'zod';

import { featureShape } from '../shared/feature-options.js';
import { featureTransform } from '../shared/feature-transform.js';
import { finiteNumbersOf } from '../shared/gather-values.js';
import { addMoments, noMoments, type Moments } from '../shared/moments.js';
import { numbersOfState, numbersToArray } from '../shared/state.js';

const shape = {
  /** The variance that a feature must exceed to be kept. Default: `0`. */
  threshold: z.number().min(0).default(0).describe('The variance that a feature must exceed to be kept.'),
};

/** Options of {@link varianceThreshold}. */
export interface VarianceThresholdOptions
  extends z.input<z.ZodObject<typeof featureShape>>, z.input<z.ZodObject<typeof shape>> {}

/**
 * Leaves out features whose variance in the training data is at most a threshold: with 0 those that are constant. Missing values are left
 * out of it, and stay missing.
 *
 * @throws `LML_INVALID_ARGUMENT` for features of texts or infinite numbers, and for ones that there are not, and where no feature is kept;
 * `LML_OTHER_COLUMNS` for other features than those that were learnt from; `LML_NOT_FITTED` before it has learnt.
 *
 * @see scikit-learn's `VarianceThreshold`.
 *
 * @example
 * ```ts
 * import { columnarDataset, DataModule, ndArray } from '@lml/core';
 * import { varianceThreshold } from '@lml/transforms';
 *
 * const dataset = columnarDataset(() => ({ input: ndArray([[1, 7, 3], [2, 7, 4]]) }));
 * const data = new DataModule({ train: dataset, shuffle: false, transforms: { all: [varianceThreshold()] } });
 * await data.setup(); // a project does this
 * for await (const { batch } of data.loader('train')!.iterate(0)) {
 *   batch['input']; // => { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 3, 2, 4) }
 * }
 * ```
 */
export const varianceThreshold = defineComponent({
  kind: 'transform',
  name: 'variance-threshold',
  summary: 'Leaves out features that hardly vary.',
  schema: z.strictObject({ ...shape, ...featureShape }),
  examples: [{}, { threshold: 0.001 }],
  create: ({ threshold, ...settings }): Transform =>
    featureTransform<Float64Array>({
      name: 'varianceThreshold',
      settings,
      learn(columns) {
        const spreads = columns.map(() => new Spread());
        return {
          add: (batch) => batch.forEach((column, at) => spreads[at]!.add(finiteNumbersOf(column, 'varianceThreshold'))),
          finish() {
            const variances = Float64Array.from(spreads, (own) => own.variance(threshold === 0));
            if (variances.some((variance) => variance > threshold)) return variances;
            const largest = variances.reduce((most, variance) => (variance > most ? variance : most), 0);
            throw new InvalidArgumentError('threshold', `less than ${largest}, the largest variance`, threshold);
          },
        };
      },
      write: (variances) => ({ variances: numbersToArray(variances) }),
      read: (state) => numbersOfState(state, 'variances'),
      apply: (columns, variances) => columns.filter((_, at) => variances[at]! > threshold),
    }),
});

/** How far values are spread. */
class Spread {
  private readonly moments: Moments = noMoments();
  private least = Infinity;
  private greatest = -Infinity;

  add(values: Float64Array): void {
    addMoments(this.moments, values);
    for (const value of values) {
      if (value < this.least) this.least = value;
      if (value > this.greatest) this.greatest = value;
    }
  }

  /** The variance; NaN of no values. A constant's is exactly 0 where its range is looked at too, and may not be by rounding. */
  variance(looksAtRange: boolean): number {
    const variance = this.moments.squares / this.moments.count;
    return looksAtRange ? Math.min(variance, this.greatest - this.least) : variance;
  }
}
