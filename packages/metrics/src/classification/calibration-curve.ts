import { defineComponent, metricShape, type CurveFigure } from '@lml/core';
import { z } from 'zod';

import { checkClasses } from '../shared/class-options.js';
import { calibrationMetric, calibrationShape, type CalibrationOptions } from '../shared/calibration-bins.js';
import { resultOf } from '../shared/values.js';

/** Options of {@link calibrationCurve}. */
export interface CalibrationCurveOptions extends CalibrationOptions {}

/**
 * Calibration curve, or reliability diagram: how often confidences are right. The result is a figure with the mean confidence of each
 * bin from left to right and the share that is right upwards, beside the diagonal on which a calibrated model lies: below it a model is too sure.
 *
 * Scores, targets, options and bins are those of {@link calibrationError}, and counted together with it. Bins without samples have no
 * point. Weights are not used.
 *
 * @throws as {@link calibrationError}: `LML_INVALID_OPTIONS`, `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`.
 *
 * @example
 * ```ts
 * import { MetricState, type CurveFigure } from '@lml/core';
 * import { calibrationCurve } from '@lml/metrics';
 *
 * const state = new MetricState(calibrationCurve({ nBins: 2 }));
 * await state.update([0.25, 0, 0.5, 0.75, 0.625], [0, 1, 1, 1, 0]);
 * const [line] = (state.compute() as CurveFigure).lines;
 * line!.x; // => { dtype: 'float64', shape: [2], data: Float64Array.of(0.125, 0.625) }
 * line!.y; // => { dtype: 'float64', shape: [2], data: Float64Array.of(0.5, 2 / 3) }
 * ```
 *
 * @see [sklearn.calibration.calibration_curve](https://scikit-learn.org/stable/modules/generated/sklearn.calibration.calibration_curve.html)
 * 1.9, whose bins are closed above
 */
export const calibrationCurve = defineComponent({
  kind: 'metric',
  name: 'calibration-curve',
  summary: 'How often confidences are right, as a curve.',
  schema: z.strictObject({ ...calibrationShape, ...metricShape }).superRefine(checkClasses),
  examples: [{}, { scores: 'logits', nBins: 5 }],
  create: (options, nature) =>
    calibrationMetric({
      ...nature,
      options,
      result: (bins): CurveFigure => ({
        figure: 'curve',
        title: 'Calibration',
        xTitle: 'confidence',
        yTitle: 'accuracy',
        lines: [
          {
            x: resultOf(bins.map(({ confidence }) => confidence)),
            y: resultOf(bins.map(({ accuracy }) => accuracy)),
          },
        ],
        reference: 'diagonal',
      }),
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
