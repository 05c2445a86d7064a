import { defineComponent, metricShape } from '@lml/core';
import { z } from 'zod';

import { extremeMetric } from '../shared/extreme-metric.js';
import { nanStrategyShape } from '../shared/nan-strategy.js';

/** Options of {@link min}. */
export interface MinOptions
  extends z.input<z.ZodObject<typeof nanStrategyShape>>, z.input<z.ZodObject<typeof metricShape>> {}

/**
 * The smallest of the predictions: of all values, of any shape, that were counted. Targets are not looked at; weights are not used.
 *
 * ∞ of nothing. As nothing is read back before, warnings and errors about NaN come from `compute`.
 *
 * @throws `LML_INVALID_ARGUMENT` from `compute` for NaN with `nanStrategy: 'error'`.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { min } from '@lml/metrics';
 *
 * const state = new MetricState(min({ nanStrategy: 'ignore' }));
 * await state.update([1, 5, NaN]);
 * await state.update(-1);
 * state.compute(); // => -1
 * ```
 *
 * @see [torchmetrics.MinMetric](https://lightning.ai/docs/torchmetrics/stable/aggregation/minimum.html) 1.9
 */
export const min = defineComponent({
  kind: 'metric',
  name: 'min',
  summary: 'The smallest of the predictions.',
  schema: z.strictObject({ ...metricShape, ...nanStrategyShape }),
  examples: [{}, { nanStrategy: 'ignore' }, { nanStrategy: 0, on: 'prediction' }],
  create: (options, nature) => extremeMetric({ ...nature, ...options, largest: false }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
