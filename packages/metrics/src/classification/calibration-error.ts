import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import {
  calibrationMetric,
  calibrationShape,
  type CalibrationBin,
  type CalibrationOptions,
} from '../shared/calibration-bins.js';

const shape = {
  /** The mean gap (l1), the root of the mean square (l2), or the largest (max). Default: `'l1'`. */
  norm: z
    .enum(['l1', 'l2', 'max'])
    .default('l1')
    .describe('The mean gap (l1), the root of the mean square (l2), or the largest (max).'),
};

/** Options of {@link calibrationError}. */
export interface CalibrationErrorOptions extends CalibrationOptions, z.input<z.ZodObject<typeof shape>> {}

/**
 * Calibration error: how far confidences are from how often they are right. From 0 to 1; less is better.
 *
 * Confidences are put into `nBins` bins of equal width, closed below; exactly 1 has a bin of its own. With the share b of all samples
 * in a bin, their mean confidence c and accuracy a, it is by `norm`:
 * - `'l1'` (ECE, the expected calibration error): $`\sum b \, |a - c|`$;
 * - `'l2'` (the root mean square one): $`\sqrt{\sum b \, (a - c)^2}`$;
 * - `'max'` (MCE, the maximum calibration error): $`\max |a - c|`$.
 *
 * Scores and targets by task, the class axis last:
 * - `'binary'`: one score `[batch, …]` or `[batch, …, 1]` against labels 0 and 1: the confidence is the probability of label 1, and
 *   is right where the label is 1;
 * - `'multiclass'`: scores `[batch, …, classes]` against class indices `[batch, …]`: the confidence is the highest probability, and
 *   is right where its class is.
 *
 * Only sums of each bin are kept. Every sample counts once: weights are not used. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_OPTIONS` for options that exclude each other; `LML_SHAPE_MISMATCH` for shapes that do not fit the task or
 * `numClasses`; `LML_INVALID_ARGUMENT` from `check`, if targets were no class, or scores NaN or
 * no probabilities.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { calibrationError } from '@lml/metrics';
 *
 * const state = new MetricState(calibrationError({ nBins: 2, norm: 'max' }));
 * await state.update([0.25, 0.25, 0.5, 0.75, 0.75], [0, 0, 1, 1, 1]);
 * state.compute(); // => 1 / 3
 * ```
 *
 * @see [torchmetrics.CalibrationError](https://lightning.ai/docs/torchmetrics/stable/classification/calibration_error.html) 1.9, which
 * keeps every sample
 */
export const calibrationError = defineComponent({
  kind: 'metric',
  name: 'calibration-error',
  summary: 'How far confidences are from how often they are right.',
  schema: z.strictObject({ ...calibrationShape, ...metricShape, ...shape }).superRefine(checkClasses),
  examples: [{}, { scores: 'logits', nBins: 10, norm: 'l2' }, { task: 'binary', norm: 'max' }],
  create: ({ norm, ...options }, nature) =>
    calibrationMetric({ ...nature, options, result: (bins) => (bins.length === 0 ? NaN : NORMS[norm](bins)) }),
  conformance: { weights: false },
  higherIsBetter: false,
});

const NORMS: Readonly<Record<'l1' | 'l2' | 'max', (bins: readonly CalibrationBin[]) => number>> = {
  l1: (bins) => meanOf(bins, gapOf),
  l2: (bins) => Math.sqrt(meanOf(bins, (bin) => gapOf(bin) ** 2)),
  max: (bins) => Math.max(...bins.map(gapOf)),
};

function gapOf({ accuracy, confidence }: CalibrationBin): number {
  return Math.abs(accuracy - confidence);
}

function meanOf(bins: readonly CalibrationBin[], value: (bin: CalibrationBin) => number): number {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  return bins.reduce((sum, bin) => sum + bin.count * value(bin), 0) / total;
}
