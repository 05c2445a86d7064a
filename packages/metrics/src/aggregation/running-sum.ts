import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { runningMetric, runningShape, type RunningOptions } from '../shared/running-metric.js';

/** Options of {@link runningSum}. */
export interface RunningSumOptions extends RunningOptions {}

/**
 * The sum of the predictions of the last batches, of all values. Targets are not looked at. So it depends on how samples fall into batches.
 *
 * Weights are not used. 0 of nothing. A batch without values takes no place in the
 * window. As nothing is read back before, warnings and errors about NaN come from `compute`, while the values are in the window.
 *
 * @throws `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { runningSum } from '@lml/metrics';
 *
 * const state = new MetricState(runningSum({ window: 2 }));
 * for (const value of [1, 2, 3, 4]) await state.update(value);
 * state.compute(); // => 7
 * ```
 *
 * @see [torchmetrics.aggregation.RunningSum](https://lightning.ai/docs/torchmetrics/stable/aggregation/running_sum.html) 1.9
 */
export const runningSum = defineComponent({
  kind: 'metric',
  name: 'running-sum',
  summary: 'The sum of the predictions of the last batches.',
  schema: z.strictObject({ ...runningShape, ...metricShape }),
  examples: [{}, { window: 3, nanStrategy: 'ignore' }],
  create: (options, nature) => runningMetric({ ...nature, options, weighted: false, result: (sum) => sum }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
