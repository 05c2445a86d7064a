import { metricView, type Metric, type MetricResult, type MetricTraits, type MetricValues } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { scoreRows, noneInvalid, probabilitiesOf, requireValid, type ScoreRows } from './score-rows.js';
import { classScoresShape, type ClassScoresOptions, type ClassScoresSettings } from './class-scores-options.js';
import { numbersOf, zeros } from './values.js';

/** The options of metrics of calibration, as entries of a zod object. */
export const calibrationShape = {
  ...classScoresShape,
  /** Into how many bins of equal width confidences are put. Default: `15`. */
  nBins: z.int().positive().default(15).describe('Into how many bins of equal width confidences are put.'),
};

/** Options of metrics of calibration. */
export interface CalibrationOptions
  extends ClassScoresOptions, z.input<z.ZodObject<Pick<typeof calibrationShape, 'nBins'>>> {}

/** {@link CalibrationOptions} with their defaults filled in. */
export interface CalibrationSettings extends ClassScoresSettings {
  /** Into how many bins confidences are put. */
  readonly nBins: number;
}

/** A bin in which there are samples. */
export interface CalibrationBin {
  /** How many. */
  readonly count: number;
  /** The mean of their confidences. */
  readonly confidence: number;
  /** The share that is right. */
  readonly accuracy: number;
}

/** What {@link calibrationMetric} takes. */
export interface CalibrationMetricOptions {
  /** The metric's name in the registry. */
  readonly name: string;
  /** Its traits. */
  readonly traits: MetricTraits;
  /** The options of the family, with their defaults filled in. */
  readonly options: CalibrationSettings;
  /** The result of the bins in which there are samples, by rising confidence. */
  readonly result: (bins: readonly CalibrationBin[]) => MetricResult;
}

/**
 * Makes a metric of how confidences agree with how often they are right: samples, their confidences and the right ones are summed
 * by bins of the confidence, `[i / nBins, (i + 1) / nBins)`. A confidence of exactly 1 has a bin of its own.
 *
 * The confidence of one score is the probability of label 1, which is right where the label is 1; of several classes, the highest
 * probability, which is right where its class is.
 */
export function calibrationMetric({ name, traits, options, result }: CalibrationMetricOptions): Metric {
  const { task, numClasses, scores, ignoreIndex, nBins } = options;
  const bins = [nBins + 1];
  return {
    name,
    ...metricView(options),
    higherIsBetter: traits.higherIsBetter,
    group: `calibration ${JSON.stringify([task, numClasses, scores, ignoreIndex, nBins])}`,
    init: () => ({
      count: zeros('int32', bins),
      correct: zeros('int32', bins),
      confidence: zeros('float32', bins),
      invalid: noneInvalid(),
    }),
    update: (state, { prediction, target }, { scores: known }) => {
      // The wasm backend cannot sum nothing.
      if (target.size === 0) return state;
      const rows = scoreRows(name, options, { prediction, target, scores: known });
      const { confidence, correct } = confidences(rows);
      const isInside = tf.logicalAnd(isInBin(confidence, nBins), rows.counted);
      return {
        count: tf.add(state['count']!, tf.sum(isInside, 0)),
        correct: tf.add(state['correct']!, tf.sum(tf.logicalAnd(isInside, correct), 0)),
        confidence: tf.add(state['confidence']!, tf.sum(tf.where(isInside, confidence, 0), 0)),
        invalid: tf.add(state['invalid']!, rows.invalid),
      };
    },
    check: ({ invalid }) => requireValid(name, options, invalid),
    compute: (values) => result(binsOf(values)),
  };
}

/** The confidence of each row, and whether it is right, `[rows, 1]`. */
function confidences(rows: ScoreRows): { readonly confidence: tf.Tensor; readonly correct: tf.Tensor } {
  const probabilities = probabilitiesOf(rows);
  if (rows.task === 'binary') return { confidence: probabilities, correct: tf.greater(rows.target, 0) };
  const correct = tf.equal(tf.argMax(rows.scores, 1), tf.argMax(rows.target, 1));
  return { confidence: tf.max(probabilities, 1, true), correct: tf.expandDims(correct, 1) };
}

/** Whether a confidence is in each of the bins, `[rows, bins]`. */
function isInBin(confidence: tf.Tensor, nBins: number): tf.Tensor {
  const lower = Array.from({ length: nBins + 1 }, (_, bin) => bin / nBins);
  const upper = [...lower.slice(1), Infinity];
  return tf.logicalAnd(tf.greaterEqual(confidence, tf.tensor1d(lower)), tf.less(confidence, tf.tensor1d(upper)));
}

function binsOf({ count, correct, confidence }: MetricValues): CalibrationBin[] {
  const [rights, sums] = [numbersOf(correct), numbersOf(confidence)];
  return numbersOf(count).flatMap((samples, bin) =>
    samples === 0 ? [] : [{ count: samples, confidence: sums[bin]! / samples, accuracy: rights[bin]! / samples }],
  );
}
