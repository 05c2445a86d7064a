import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { hostScoresMetric } from '../shared/host-scores-metric.js';
import { intelligibility } from '../shared/intelligibility.js';
import { scoresReductionShape } from '../shared/scores-metric.js';

const shape = {
  /** The sampling rate of the signals, in samples a second. */
  fs: z.int().min(1000).max(192_000).describe('The sampling rate of the signals, in samples a second.'),
  /** Whether spectra are compared instead of bands, for noise that comes and goes. Default: `false`. */
  extended: z
    .boolean()
    .default(false)
    .describe('Whether spectra are compared instead of bands, for noise that comes and goes.'),
};

/** Options of {@link shortTimeObjectiveIntelligibility}. */
export interface ShortTimeObjectiveIntelligibilityOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Short-time objective intelligibility (STOI) of speech: how well listeners would understand predictions `[batch, …, time]`, of which targets are
 * the clean speech, aligned in time. The mean over all signals, near 0 to 1; more is better.
 *
 * Signals are resampled to 10 kHz, frames in which the clean speech is 40 decibels below its loudest are left out, and third-octave bands are
 * correlated over 384 milliseconds. It is computed on the host, in float64. Of less than about 0.4 seconds of speech it is 1e-5, as elsewhere.
 *
 * Weights, one a sample (`[batch]`) or of further axes of the signals, default 1; `reduction: 'none'` does not use them. NaN where nothing was
 * counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axis of time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { shortTimeObjectiveIntelligibility } from '@lml/metrics';
 *
 * const state = new MetricState(shortTimeObjectiveIntelligibility({ fs: 10_000 }));
 * const speech = Array.from({ length: 6000 }, (_, at) => Math.sin(at ** 1.4 / 50) * (2 + Math.sin(at / 300)));
 * await state.update([speech.map((value) => value / 3)], [speech]);
 * state.compute(); // => 1.000
 * ```
 *
 * @see [torchmetrics.audio.ShortTimeObjectiveIntelligibility](https://lightning.ai/docs/torchmetrics/stable/audio/short_time_objective_intelligibility.html)
 * 1.9, which calls pystoi 0.4; Taal et al. 2011, An algorithm for intelligibility prediction of time-frequency weighted noisy speech; Jensen
 * and Taal 2016, An algorithm for predicting the intelligibility of speech masked by modulated noise maskers
 */
export const shortTimeObjectiveIntelligibility = defineComponent({
  kind: 'metric',
  name: 'short-time-objective-intelligibility',
  summary: 'How well speech would be understood (STOI).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...shape }),
  examples: [{ fs: 8000 }, { fs: 10_000, extended: true, reduction: 'none' }],
  create: ({ fs, extended, reduction, ...options }, nature) =>
    hostScoresMetric({ ...nature, ...options, reduction, score: intelligibility(fs, extended) }),
  conformance: ({ reduction }: ShortTimeObjectiveIntelligibilityOptions) => ({
    weights: reduction !== 'none',
    batch: {
      prediction: {
        dtype: 'float32',
        shape: [4, 4300],
        data: Float32Array.from({ length: 17_200 }, (_, at) => (at * at) % 31),
      },
      target: {
        dtype: 'float32',
        shape: [4, 4300],
        data: Float32Array.from({ length: 17_200 }, (_, at) => (at * at) % 29),
      },
    },
  }),
  higherIsBetter: true,
});
