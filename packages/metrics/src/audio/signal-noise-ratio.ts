import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { centredSignals, checkSignals, decibels, zeroMeanShape } from '../shared/signals.js';

/** Options of {@link signalNoiseRatio}. */
export interface SignalNoiseRatioOptions
  extends
    z.input<z.ZodObject<typeof zeroMeanShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Signal-to-noise ratio $`10 \log_{10} \frac{\sum t^2}{\sum (t - p)^2}`$ in decibels, of predictions p and targets t `[batch, …, time]`, as the
 * mean over all signals; more is better, and 10 more are a tenth of the noise.
 *
 * The step from 1 to the next float32 is added to both energies, so that a silent target and a prediction without an error have ratios.
 * Weights, one a sample (`[batch]`) or of further axes of the signals, default 1; `reduction: 'none'` does not use them. NaN where nothing was
 * counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axis of time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { signalNoiseRatio } from '@lml/metrics';
 *
 * const state = new MetricState(signalNoiseRatio());
 * await state.update([[2.5, 0, 2, 8]], [[3, -0.5, 2, 7]]);
 * state.compute(); // => 16.180
 * ```
 *
 * @see [torchmetrics.audio.SignalNoiseRatio](https://lightning.ai/docs/torchmetrics/stable/audio/signal_noise_ratio.html) 1.9
 */
export const signalNoiseRatio = defineComponent({
  kind: 'metric',
  name: 'signal-noise-ratio',
  summary: 'The energy of signals against that of what is wrong, in decibels (SNR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...zeroMeanShape }),
  examples: [{}, { zeroMean: true, reduction: 'sum' }],
  create: ({ zeroMean, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkSignals(nature.name),
      scores: ({ prediction, target }) => {
        const right = centredSignals(target, zeroMean);
        return decibels(right, tf.sub(right, centredSignals(prediction, zeroMean)));
      },
    }),
  conformance: { prediction: { shape: [8, 9] }, target: { shape: [8, 9] } },
  higherIsBetter: true,
});
