import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { pairsMetric, type Pairs } from '../shared/kept-pairs.js';
import { numOutputsShape } from '../shared/num-outputs.js';
import { averageRanks } from '../shared/sorted-order.js';
import { resultOf } from '../shared/values.js';

/** Options of {@link spearmanCorrCoef}. */
export interface SpearmanCorrCoefOptions
  extends z.input<z.ZodObject<typeof numOutputsShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Spearman's rank correlation coefficient: Pearson's correlation of the ranks of predictions and targets, where equal values share the
 * mean of their ranks. It lies in [-1, 1], 1 where both are in the same order, and higher is better.
 *
 * Predictions and targets are `[batch]`, or `[batch, …, numOutputs]` with the outputs along the last axis; all of them are kept. Of several
 * outputs the result is one number for each, float64 `[numOutputs]`. Weights are not used. 0 where all predictions or all targets are
 * equal; NaN where nothing was counted, or where a NaN was.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes, or if the last axis is not `numOutputs`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { spearmanCorrCoef } from '@lml/metrics';
 *
 * const state = new MetricState(spearmanCorrCoef());
 * await state.update([1, 2], [10, 11]);
 * await state.update([3, 4], [1000, 999]);
 * state.compute(); // => 0.8
 * ```
 *
 * @see [torchmetrics.SpearmanCorrCoef](https://lightning.ai/docs/torchmetrics/stable/regression/spearman_corr_coef.html) 1.9,
 * which adds 10⁻⁶ to the divisor
 */
export const spearmanCorrCoef = defineComponent({
  kind: 'metric',
  name: 'spearman-corr-coef',
  summary: 'Correlation of the ranks of predictions and targets.',
  schema: z.strictObject({ ...metricShape, ...numOutputsShape }),
  examples: [{}, { numOutputs: 1, on: 'prediction' }],
  create: (options, nature) =>
    pairsMetric({
      ...nature,
      ...options,
      result: (outputs) => {
        const scores = outputs.map(spearman);
        return scores.length === 1 ? scores[0]! : resultOf(scores);
      },
    }),
  conformance: { weights: false },
  higherIsBetter: true,
});

function spearman({ predictions, targets }: Pairs): number {
  if (predictions.length === 0 || predictions.some(Number.isNaN) || targets.some(Number.isNaN)) return NaN;
  const [predicted, actual] = [averageRanks(predictions), averageRanks(targets)];
  const mean = (predicted.length + 1) / 2;
  let [products, squares, others] = [0, 0, 0];
  for (let sample = 0; sample < predicted.length; sample++) {
    const [x, y] = [predicted[sample]! - mean, actual[sample]! - mean];
    products += x * y;
    squares += x * x;
    others += y * y;
  }
  return squares === 0 || others === 0 ? 0 : products / Math.sqrt(squares * others);
}
