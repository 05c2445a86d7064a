import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { hostScoresMetric } from '../shared/host-scores-metric.js';
import { scoresReductionShape } from '../shared/scores-metric.js';
import { zeroMeanShape } from '../shared/signals.js';
import { solveToeplitz } from '../shared/toeplitz.js';

const shape = {
  /** How many samples long the filter may be that a target is allowed to have passed. Default: `512`. */
  filterLength: z
    .int()
    .min(1)
    .max(8192)
    .default(512)
    .describe('How many samples long the filter may be that a target is allowed to have passed.'),
  /**
   * What is added to the energy of targets in looking for the filter, as a share of it: a little helps with silence.
   * Default: `0`.
   */
  loadDiag: z
    .number()
    .min(0)
    .default(0)
    .describe(
      'What is added to the energy of targets in looking for the filter, as a share of it: a little helps with silence.',
    ),
};

/** Options of {@link signalDistortionRatio}. */
export interface SignalDistortionRatioOptions
  extends
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof zeroMeanShape>>,
    z.input<z.ZodObject<typeof scoresReductionShape>>,
    z.input<z.ZodObject<typeof metricShape>> {}

/**
 * Signal-to-distortion ratio (SDR) in decibels, as BSS Eval has it, of predictions and targets `[batch, …, time]`: the energy of that part of
 * the prediction that is the target after any filter of `filterLength` samples, against that of the rest. Echoes of a room and a
 * microphone's sound do not count as distortions. The mean over all signals; more is better.
 *
 * It is computed on the host, in float64: the filter solves a Toeplitz system of the target's autocorrelation, which float32 has not the digits
 * for, by Levinson's recursion. The time is that of correlations, proportional to `filterLength` times the length of a signal.
 *
 * A target of silence has no filter: NaN, with `loadDiag` −∞. A filtered target itself has as many decibels as float64 has digits, about 150.
 * Weights, one a sample (`[batch]`) or of further axes of the signals, default 1; `reduction: 'none'` does not use them. NaN where nothing was
 * counted.
 *
 * @throws `LML_SHAPE_MISMATCH` if prediction and target have different shapes or no axis of time, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { signalDistortionRatio } from '@lml/metrics';
 *
 * const state = new MetricState(signalDistortionRatio({ filterLength: 2 }));
 * await state.update([[1, 1.5, 0.5, 1.1]], [[1, 1, 0, 1]]); // nearly the target and half of it a sample later
 * (state.compute() as number).toFixed(2); // => '14.83'
 * ```
 *
 * @see [torchmetrics.audio.SignalDistortionRatio](https://lightning.ai/docs/torchmetrics/stable/audio/signal_distortion_ratio.html) 1.9, whose
 * `use_cg_iter` is for solvers that are slower than this one; Vincent et al. 2006, Performance measurement in blind audio source separation;
 * Scheibler 2022, SDR – Medium rare with fast computations
 */
export const signalDistortionRatio = defineComponent({
  kind: 'metric',
  name: 'signal-distortion-ratio',
  summary: 'The energy of signals, after any short filter, against distortions, in decibels (SDR).',
  schema: z.strictObject({ ...metricShape, ...scoresReductionShape, ...zeroMeanShape, ...shape }),
  examples: [{ filterLength: 3 }, { filterLength: 4, zeroMean: true, loadDiag: 1e-3, reduction: 'sum' }],
  create: ({ filterLength, zeroMean, loadDiag, reduction, ...options }, nature) =>
    hostScoresMetric({
      ...nature,
      ...options,
      reduction,
      score(prediction, target) {
        const [given, right] = [normalised(prediction, zeroMean), normalised(target, zeroMean)];
        const row = correlation(right, right, filterLength);
        const products = correlation(right, given, filterLength);
        row[0]! += loadDiag;
        const share = dot(products, solveToeplitz(row, products));
        return 10 * Math.log10(share / Math.max(0, 1 - share));
      },
    }),
  conformance: {
    batch: {
      prediction: { dtype: 'float32', shape: [4, 6], data: Float32Array.from({ length: 24 }, (_, at) => (at * 7) % 5) },
      target: { dtype: 'float32', shape: [4, 6], data: Float32Array.from({ length: 24 }, (_, at) => (at * 5) % 7) },
    },
  },
  higherIsBetter: true,
});

/** A signal of length 1, without its mean if asked for; silence stays. */
function normalised(signal: Float64Array, zeroMean: boolean): Float64Array {
  const mean = zeroMean ? signal.reduce((sum, value) => sum + value, 0) / signal.length : 0;
  const centred = signal.map((value) => value - mean);
  const length = Math.max(Math.sqrt(dot(centred, centred)), 1e-6);
  return centred.map((value) => value / length);
}

/** The products of a signal with another, which is moved back by 0, 1, … samples. */
function correlation(signal: Float64Array, other: Float64Array, lags: number): Float64Array {
  const products = new Float64Array(lags);
  for (let lag = 0; lag < Math.min(lags, signal.length); lag++) {
    let sum = 0;
    for (let at = lag; at < signal.length; at++) sum += signal[at - lag]! * other[at]!;
    products[lag] = sum;
  }
  return products;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
}
