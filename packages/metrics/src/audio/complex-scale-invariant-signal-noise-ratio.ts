import { defineComponent, metricShape, ShapeMismatchError, showShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { checkSignals, scaleInvariantRatio, zeroMeanShape } from '../shared/signals.js';

/** Options of {@link complexScaleInvariantSignalNoiseRatio}. */
export interface ComplexScaleInvariantSignalNoiseRatioOptions
  extends
    z.input<z.ZodObject<typeof zeroMeanShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Complex scale-invariant signal-to-noise ratio (C-SI-SNR), in decibels, of spectra: predictions and targets
 * `[batch, …, frequency, time, 2]` of real and imaginary parts. It is the {@link scaleInvariantSignalDistortionRatio} of all numbers of a
 * spectrum as one signal; more is better.
 *
 * Weights, one a sample (`[batch]`) or of further axes of the spectra, default 1; `reduction: 'none'` does not use them. NaN where nothing was
 * counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or are no spectra, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { complexScaleInvariantSignalNoiseRatio } from '@lml/metrics';
 *
 * const state = new MetricState(complexScaleInvariantSignalNoiseRatio());
 * await state.update([[[[2.5, 0], [2, 8]]]], [[[[3, -0.5], [2, 7]]]]);
 * state.compute(); // => 18.403
 * ```
 *
 * @see [torchmetrics.audio.ComplexScaleInvariantSignalNoiseRatio](https://lightning.ai/docs/torchmetrics/stable/audio/complex_scale_invariant_signal_noise_ratio.html)
 * 1.9
 */
export const complexScaleInvariantSignalNoiseRatio = defineComponent({
  kind: 'metric',
  name: 'complex-scale-invariant-signal-noise-ratio',
  summary: 'The energy of spectra against noise, however loud, in decibels (C-SI-SNR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...zeroMeanShape }),
  examples: [{}, { zeroMean: true, reduction: 'sum' }],
  create: ({ zeroMean, reduction, ...options }, nature) => {
    const check = checkSignals(nature.name, 'frequency, time, 2');
    const flat = (spectra: tf.Tensor): tf.Tensor => {
      const before = spectra.shape.slice(0, -3);
      return tf.reshape(spectra, [...before, spectra.size / before.reduce((count, size) => count * size, 1)]);
    };
    return scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: (prediction, target) => {
        check(prediction, target);
        if (prediction.shape.at(-1) === 2) return;
        const received = showShape(prediction.shape);
        throw new ShapeMismatchError(`${nature.name} needs spectra [batch, …, frequency, time, 2], got ${received}.`);
      },
      scores: ({ prediction, target }) =>
        scaleInvariantRatio({ prediction: flat(prediction), target: flat(target) }, zeroMean),
    });
  },
  conformance: { prediction: { shape: [8, 3, 4, 2] }, target: { shape: [8, 3, 4, 2] } },
  higherIsBetter: true,
});
