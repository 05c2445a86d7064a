import {
  defineComponent,
  InvalidArgumentError,
  mergeMetricValues,
  metricShape,
  metricView,
  ShapeMismatchError,
  showShape,
  type Metric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { callOf } from '../shared/class-task.js';
import { isClass } from '../shared/labels.js';
import { numbersOf, resultOf, sumOf, zeros } from '../shared/values.js';

const shape = {
  /** How many categories there are. Default: what the learner tells, the width of the output. */
  numClasses: z
    .int()
    .min(2)
    .optional()
    .describe('How many categories there are. Default: what the learner tells, the width of the output.'),
  /**
   * What ratings are: how many raters chose each category, or the scores by which each rater chose. Default: `'counts'`.
   */
  mode: z
    .enum(['counts', 'probs'])
    .default('counts')
    .describe('What ratings are: how many raters chose each category, or the scores by which each rater chose.'),
};

/** Options of {@link fleissKappa}. */
export interface FleissKappaOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Fleiss' kappa: how far several raters agree on categories beyond what they would by chance,
 * $`\frac{\bar P - \bar P_e}{1 - \bar P_e}`$ with the share $`\bar P`$ of pairs of raters of a sample that agree, and
 * $`\bar P_e = \sum_j p_j^2`$ of the share $`p_j`$ of category j in all ratings.
 *
 * The predictions are the ratings; targets are not looked at. With the mode `'counts'` they are how many raters chose each category,
 * whole numbers `[samples, categories]`; with `'probs'` the scores of each rater, `[samples, raters, categories]`, of which the highest
 * is chosen. All samples should have as many raters; where they have not, the most count. 1 where all agree, 0 where it is chance,
 * below where it is less; higher is better. 0 where all ratings are of one category; NaN of a single rater, and where nothing was
 * counted. Weights are not used.
 *
 * @throws `LML_INVALID_ARGUMENT` if the number of categories cannot be told, and, from `check`, for
 * counts that are no whole numbers from 0; `LML_SHAPE_MISMATCH` for other shapes.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { fleissKappa } from '@lml/metrics';
 *
 * const state = new MetricState(fleissKappa({ numClasses: 2 }));
 * await state.update([[3, 0], [0, 3], [2, 1]]);
 * state.compute(); // => (7 / 9 - 41 / 81) / (40 / 81)
 * ```
 *
 * @see [torchmetrics.nominal.FleissKappa](https://lightning.ai/docs/torchmetrics/stable/nominal/fleiss_kappa.html) 1.9, which adds 1e-5 to the
 * divisor, takes `[samples, categories, raters]`, and of those only as many categories as raters
 */
export const fleissKappa = defineComponent({
  kind: 'metric',
  name: 'fleiss-kappa',
  summary: 'How far several raters agree on categories beyond chance.',
  schema: z.strictObject({ ...shape, ...metricShape }),
  examples: [{ numClasses: 3, mode: 'counts' }, { numClasses: 3 }],
  create: ({ numClasses, mode, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    needs: [],
    init: (context) => {
      const classes = numClasses ?? context.numClasses;
      if (classes === undefined) {
        const remedy = `Write ${callOf(name)}({ numClasses: 3 }).`;
        throw new InvalidArgumentError('numClasses', `given to ${name}`, classes, remedy);
      }
      const none = zeros('int32', []);
      return { ratings: zeros('int32', [classes]), squares: none, samples: none, raters: none, invalid: none };
    },
    update: (state, { prediction }) => {
      const counts = countsOf(name, mode, prediction, state['ratings']!.size);
      // The wasm backend cannot sum nothing.
      if (counts.size === 0) return state;
      const whole = tf.cast(counts, 'int32');
      return {
        ratings: tf.add(state['ratings']!, tf.sum(whole, 0)),
        squares: tf.add(state['squares']!, tf.sum(tf.mul(whole, whole))),
        samples: tf.add(state['samples']!, tf.scalar(counts.shape[0], 'int32')),
        raters: tf.maximum(state['raters']!, tf.max(tf.sum(whole, 1))),
        invalid: tf.add(state['invalid']!, tf.sum(tf.logicalNot(isClass(counts, undefined)))),
      };
    },
    merge: (a, b) => {
      const most = Math.max(...numbersOf(a['raters']), ...numbersOf(b['raters']));
      return { ...mergeMetricValues(a, b), raters: { ...resultOf([most]), shape: [] } };
    },
    check: (values) => {
      const [invalid = 0] = numbersOf(values['invalid']);
      if (invalid > 0)
        throw new InvalidArgumentError('prediction', 'counts, whole numbers from 0', `${invalid} that are none`, ASK);
    },
    compute: (values) => {
      const [samples, raters, squares] = ['samples', 'raters', 'squares'].map((key) => numbersOf(values[key])[0]!) as [
        number,
        number,
        number,
      ];
      const shares = numbersOf(values['ratings']).map((count) => count / (samples * raters));
      const chance = sumOf(shares.map((share) => share ** 2));
      const agreement = (squares - samples * raters) / (samples * raters * (raters - 1));
      return chance === 1 ? 0 : (agreement - chance) / (1 - chance);
    },
  }),
  conformance: {
    weights: false,
    prediction: {
      shape: [8, 3],
      dtype: 'int32',
      values: [3, 1, 0, 0, 4, 0, 1, 1, 2, 0, 0, 4, 2, 2, 0, 4, 0, 0, 0, 3, 1, 1, 0, 3],
    },
    target: null,
  },
  higherIsBetter: true,
});

const ASK = "Scores of raters are told by mode: 'probs'.";

/** How many raters chose each category, `[samples, categories]`. */
function countsOf(metric: string, mode: 'counts' | 'probs', ratings: tf.Tensor, classes: number): tf.Tensor {
  const [rank, wanted] = mode === 'counts' ? [2, '[samples, categories]'] : [3, '[samples, raters, categories]'];
  if (ratings.rank !== rank || ratings.shape.at(-1) !== classes) {
    throw new ShapeMismatchError(
      `${metric} with mode '${mode}' and ${classes} categories needs ratings ${wanted}, got ${showShape(ratings.shape)}.`,
    );
  }
  if (mode === 'counts' || ratings.size === 0) return ratings;
  const chosen = tf.expandDims(tf.argMax(ratings, -1), -1);
  return tf.sum(tf.equal(chosen, tf.range(0, classes, 1, 'int32')), 1);
}
