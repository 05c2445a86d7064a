import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { checkSignals, scaleInvariantRatio } from '../shared/signals.js';

/** Options of {@link scaleInvariantSignalNoiseRatio}. */
export interface ScaleInvariantSignalNoiseRatioOptions
  extends z.input<z.ZodObject<typeof scoresReductionShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Scale-invariant signal-to-noise ratio (SI-SNR), in decibels, of predictions and targets `[batch, …, time]`: the
 * {@link scaleInvariantSignalDistortionRatio} of signals without their means.
 *
 * Weights, one a sample (`[batch]`) or of further axes of the signals, default 1; `reduction: 'none'` does not use them. NaN where nothing was
 * counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axis of time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { scaleInvariantSignalNoiseRatio } from '@lml/metrics';
 *
 * const state = new MetricState(scaleInvariantSignalNoiseRatio());
 * await state.update([[2.5, 0, 2, 8]], [[3, -0.5, 2, 7]]);
 * state.compute(); // => 15.09
 * ```
 *
 * @see [torchmetrics.audio.ScaleInvariantSignalNoiseRatio](https://lightning.ai/docs/torchmetrics/stable/audio/scale_invariant_signal_noise_ratio.html)
 * 1.9; Luo and Mesgarani 2018, TasNet
 */
export const scaleInvariantSignalNoiseRatio = defineComponent({
  kind: 'metric',
  name: 'scale-invariant-signal-noise-ratio',
  summary: 'The energy of signals without their mean against noise, however loud, in decibels (SI-SNR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape }),
  examples: [{}, { reduction: 'sum' }],
  create: ({ reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkSignals(nature.name),
      scores: (elements) => scaleInvariantRatio(elements, true),
    }),
  conformance: { prediction: { shape: [8, 9] }, target: { shape: [8, 9] } },
  higherIsBetter: true,
});
