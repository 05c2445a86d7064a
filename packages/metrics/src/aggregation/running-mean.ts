import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { runningMetric, runningShape, type RunningOptions } from '../shared/running-metric.js';

/** Options of {@link runningMean}. */
export interface RunningMeanOptions extends RunningOptions {}

/**
 * The mean of the predictions of the last batches, `Σ w x / Σ w` over all values x. Targets are not looked at. So it depends on how samples fall into batches.
 *
 * Weights w, one a sample (`[batch]`) or of further axes of the values, default 1. NaN where the weights sum to 0. A batch without values takes no place in the
 * window. As nothing is read back before, warnings and errors about NaN come from `compute`, while the values are in the window.
 *
 * @throws `LML_SHAPE_MISMATCH` if weights do not fit; `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { runningMean } from '@lml/metrics';
 *
 * const state = new MetricState(runningMean({ window: 2 }));
 * for (const value of [1, 2, 3, 4]) await state.update(value);
 * state.compute(); // => 3.5
 * ```
 *
 * @see [torchmetrics.aggregation.RunningMean](https://lightning.ai/docs/torchmetrics/stable/aggregation/running_mean.html) 1.9
 */
export const runningMean = defineComponent({
  kind: 'metric',
  name: 'running-mean',
  summary: 'The mean of the predictions of the last batches.',
  schema: z.strictObject({ ...runningShape, ...metricShape }),
  examples: [{}, { window: 3, nanStrategy: 'ignore' }],
  create: (options, nature) =>
    runningMetric({ ...nature, options, weighted: true, result: (sum, total) => sum / total }),
  higherIsBetter: undefined,
});
