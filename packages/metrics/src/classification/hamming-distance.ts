import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { statScoresMetric } from '../shared/stat-scores-metric.js';
import { checkStatScores, statScoresShape, type ClassScoreOptions } from '../shared/stat-scores-options.js';
import { safeDivide } from '../shared/values.js';

/** Options of {@link hammingDistance}. */
export interface HammingDistanceOptions extends ClassScoreOptions {}

/**
 * Hamming distance, or Hamming loss: the share of predictions, or of labels, that are wrong.
 *
 * It is 1 less the {@link accuracy}, whose predictions, targets, options and averages it has: of a class
 * $`1 - \frac{TP}{TP + FN}`$ for `'multiclass'`, else $`1 - \frac{TP + TN}{TP + FP + FN + TN}`$. `'macro'` leaves out classes that
 * neither occurred nor were predicted. From 0 to 1, lower is better; of a class that is no target 1. Weights are not used.
 *
 * @throws as {@link accuracy}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { hammingDistance } from '@lml/metrics';
 *
 * const state = new MetricState(hammingDistance({ task: 'multilabel', numClasses: 2 }));
 * await state.update([[0.9, 0.2], [0.7, 0.4]], [[1, 0], [0, 0]]);
 * state.compute(); // => 0.25
 * ```
 *
 * @see [torchmetrics.classification.HammingDistance](https://lightning.ai/docs/torchmetrics/stable/classification/hamming_distance.html) 1.9
 */
export const hammingDistance = defineComponent({
  kind: 'metric',
  name: 'hamming-distance',
  summary: 'The share of predictions, or of labels, that are wrong.',
  schema: z.strictObject({ ...statScoresShape, ...metricShape }).superRefine(checkStatScores),
  examples: [{}, { numClasses: 3, average: 'macro', topK: 2 }, { task: 'multilabel', scores: 'logits' }],
  create: (options, nature) =>
    statScoresMetric({
      ...nature,
      options,
      score: ({ truePositives, falsePositives, falseNegatives, trueNegatives }, task) =>
        1 -
        (task === 'multiclass'
          ? safeDivide(truePositives, truePositives + falseNegatives)
          : safeDivide(truePositives + trueNegatives, truePositives + falsePositives + falseNegatives + trueNegatives)),
    }),
  conformance: { weights: false },
  higherIsBetter: false,
});
