import {
  alignWeight,
  defineComponent,
  metricShape,
  metricView,
  ndArray,
  requireSameShape,
  type Metric,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** Of scores of several classes the one that is told from the others. Default: scores are of one class. */
  positiveClass: z
    .int()
    .min(0)
    .optional()
    .describe('Of scores of several classes the one that is told from the others. Default: scores are of one class.'),
};

/** Options of {@link rocFigure}. */
export interface RocFigureOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The receiver operating characteristic as a figure, `curve`: the share of positives that are found over the share of negatives that are
 * taken for such, for each threshold of the scores; and `area`, the area below it. Scores are `[batch]`, targets 0 and 1; with
 * `positiveClass` scores are `[batch, classes]` and targets labels. `weight` counts a sample so many times.
 *
 * It keeps all samples. NaN where there are no positives or no negatives.
 *
 * @throws `LML_SHAPE_MISMATCH` where scores and targets do not fit.
 *
 * @see sklearn.metrics.roc_curve with `drop_intermediate=False`, sklearn.metrics.roc_auc_score
 */
export const rocFigure = defineComponent({
  kind: 'metric',
  name: 'roc-figure',
  summary: 'The receiver operating characteristic as a figure, with the area below it.',
  schema: z.strictObject({ ...metricShape, ...shape }),
  examples: [{}, { positiveClass: 1 }],
  higherIsBetter: undefined,
  conformance: ({ positiveClass }: RocFigureOptions) => ({
    prediction: { shape: positiveClass === undefined ? [8] : [8, 3] },
    target: { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] },
  }),
  create: ({ positiveClass, ...options }, { name, traits }): Metric => ({
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    init: () => ({}),
    update: () => ({}),
    keep({ prediction, target, weight }) {
      const score = positiveClass === undefined ? prediction : tf.gather(prediction, positiveClass, -1);
      requireSameShape(name, score, target);
      const samples = target.shape[0];
      return {
        score,
        positive: tf.cast(tf.equal(tf.cast(target, 'int32'), positiveClass ?? 1), 'float32'),
        weight: alignWeight(name, weight ?? tf.ones([samples]), [samples]).weight,
      };
    },
    compute({ 'kept/score': score, 'kept/positive': positive, 'kept/weight': weight }) {
      const numbers = (array: { readonly data: ArrayLike<unknown> } | undefined): number[] =>
        Array.from(array?.data ?? [], Number);
      const { found, taken } = curveOf(numbers(score), numbers(positive), numbers(weight));
      const area = taken.reduce(
        (sum, x, point) =>
          point === 0 ? 0 : sum + ((x - taken[point - 1]!) * (found[point]! + found[point - 1]!)) / 2,
        0,
      );
      return {
        area,
        curve: {
          figure: 'curve',
          title: 'Receiver operating characteristic',
          lines: [{ x: ndArray(Float64Array.from(taken)), y: ndArray(Float64Array.from(found)) }],
          xTitle: 'false positive rate',
          yTitle: 'true positive rate',
        },
      };
    },
  }),
});

/** The shares of positives and of negatives above each threshold, from the highest. */
function curveOf(
  scores: readonly number[],
  positives: readonly number[],
  weights: readonly number[],
): { readonly found: number[]; readonly taken: number[] } {
  const order = scores.map((_, row) => row).sort((a, b) => scores[b]! - scores[a]!);
  const [found, taken] = [[0], [0]];
  let [right, wrong] = [0, 0];
  order.forEach((row, rank) => {
    right += weights[row]! * positives[row]!;
    wrong += weights[row]! * (1 - positives[row]!);
    // Equal scores are above a threshold together.
    if (scores[order[rank + 1]!] === scores[row]) return;
    found.push(right);
    taken.push(wrong);
  });
  return { found: found.map((value) => value / right), taken: taken.map((value) => value / wrong) };
}

declare module '@lml/core' {
  interface MetricComponents {
    'roc-figure': typeof rocFigure;
  }
  interface MetricOptions {
    'roc-figure': RocFigureOptions;
  }
}
