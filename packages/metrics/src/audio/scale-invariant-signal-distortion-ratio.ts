import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { checkSignals, scaleInvariantRatio, zeroMeanShape } from '../shared/signals.js';

/** Options of {@link scaleInvariantSignalDistortionRatio}. */
export interface ScaleInvariantSignalDistortionRatioOptions
  extends
    z.input<z.ZodObject<typeof zeroMeanShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Scale-invariant signal-to-distortion ratio (SI-SDR) $`10 \log_{10} \frac{\sum (α t)^2}{\sum (α t - p)^2}`$ in decibels, of predictions p and
 * targets t `[batch, …, time]`, with the scale α by which the target is nearest to the prediction: how loud a prediction is does not count. The
 * mean over all signals; more is better.
 *
 * The step from 1 to the next float32 is added to all sums, so that silence has a ratio. In float32 a prediction without an error has about
 * 140 decibels. Weights, one a sample (`[batch]`) or of further axes of the signals, default 1; `reduction: 'none'` does not use them. NaN where
 * nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axis of time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { scaleInvariantSignalDistortionRatio } from '@lml/metrics';
 *
 * const state = new MetricState(scaleInvariantSignalDistortionRatio());
 * await state.update([[2.5, 0, 2, 8], [250, 0, 200, 800]], [[3, -0.5, 2, 7], [3, -0.5, 2, 7]]);
 * state.compute(); // => 18.403
 * ```
 *
 * @see [torchmetrics.audio.ScaleInvariantSignalDistortionRatio](https://lightning.ai/docs/torchmetrics/stable/audio/scale_invariant_signal_distortion_ratio.html)
 * 1.9; Le Roux et al. 2019, SDR – half-baked or well done?
 */
export const scaleInvariantSignalDistortionRatio = defineComponent({
  kind: 'metric',
  name: 'scale-invariant-signal-distortion-ratio',
  summary: 'The energy of signals against distortions, however loud, in decibels (SI-SDR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...zeroMeanShape }),
  examples: [{}, { zeroMean: true, reduction: 'sum' }],
  create: ({ zeroMean, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkSignals(nature.name),
      scores: (elements) => scaleInvariantRatio(elements, zeroMean),
    }),
  conformance: { prediction: { shape: [8, 9] }, target: { shape: [8, 9] } },
  higherIsBetter: true,
});
