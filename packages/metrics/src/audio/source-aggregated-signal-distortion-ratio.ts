import { defineComponent, metricShape } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoresMetric, scoresReductionShape } from '../shared/scores-metric.js';
import { centredSignals, checkSignals, decibels, scaledTarget, zeroMeanShape } from '../shared/signals.js';

const shape = {
  /** Whether the targets of a sample are scaled, all alike, to be nearest to the predictions. Default: `true`. */
  scaleInvariant: z
    .boolean()
    .default(true)
    .describe('Whether the targets of a sample are scaled, all alike, to be nearest to the predictions.'),
};

/** Options of {@link sourceAggregatedSignalDistortionRatio}. */
export interface SourceAggregatedSignalDistortionRatioOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof zeroMeanShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Source-aggregated signal-to-distortion ratio (SA-SDR), in decibels, of several sources, predictions and targets
 * `[batch, …, source, time]`: the energy of all sources against that of all distortions, so that a silent source counts no more than it is.
 * More is better.
 *
 * The step from 1 to the next float32 is added to all sums, so that silence has a ratio. Weights, one a sample (`[batch]`), default 1;
 * `reduction: 'none'` does not use them. NaN where nothing was counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axes of sources and time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { sourceAggregatedSignalDistortionRatio } from '@lml/metrics';
 *
 * const state = new MetricState(sourceAggregatedSignalDistortionRatio({ scaleInvariant: false }));
 * await state.update([[[2.5, 0], [2, 8]]], [[[3, -0.5], [2, 7]]]);
 * state.compute(); // => 16.180
 * ```
 *
 * @see [torchmetrics.audio.SourceAggregatedSignalDistortionRatio](https://lightning.ai/docs/torchmetrics/stable/audio/source_aggregated_signal_distortion_ratio.html)
 * 1.9; von Neumann et al. 2022, SA-SDR
 */
export const sourceAggregatedSignalDistortionRatio = defineComponent({
  kind: 'metric',
  name: 'source-aggregated-signal-distortion-ratio',
  summary: 'The energy of all sources against that of all distortions, in decibels (SA-SDR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...zeroMeanShape, ...shape }),
  examples: [{}, { scaleInvariant: false, zeroMean: true, reduction: 'sum' }],
  create: ({ scaleInvariant, zeroMean, reduction, ...options }, nature) =>
    scoresMetric({
      ...nature,
      ...options,
      reduction,
      check: checkSignals(nature.name, 'source, time'),
      scores: ({ prediction, target }) => {
        const [given, right] = [centredSignals(prediction, zeroMean), centredSignals(target, zeroMean)];
        const scaled = scaleInvariant ? scaledTarget(given, right, 2) : right;
        return decibels(scaled, tf.sub(scaled, given), 2);
      },
    }),
  conformance: { prediction: { shape: [8, 2, 9] }, target: { shape: [8, 2, 9] } },
  higherIsBetter: true,
});
