import { componentOption, compose, defineComponent, derivedMetric } from '@lml/core';
import { z } from 'zod';

import { meanSquaredError } from '../regression/mean-squared-error.js';

const shape = {
  /** The metric of each task, by the name of its output and target. */
  metrics: z
    .record(z.string(), componentOption('metric'))
    .refine((metrics) => Object.keys(metrics).length > 0, 'must name at least one task and its metric')
    .describe('The metric of each task, by the name of its output and target.'),
  /** What stands before each name. Default: `''`. */
  prefix: z.string().default('').describe('What stands before each name.'),
  /** What stands after each name. Default: `''`. */
  postfix: z.string().default('').describe('What stands after each name.'),
};

/** Options of {@link multiTask}. */
export interface MultiTaskOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * A metric for each of several outputs, as a record by their names. Predictions are a record of outputs; targets and weights are one for
 * all, or a record by the same names.
 *
 * It is the same as several metrics with the option `head`, under one name. All count in the step, or all on the host.
 *
 * @throws `LML_INVALID_OPTIONS` for no metrics; `LML_INVALID_ARGUMENT` for metrics of which some count in the step and some on the host,
 * and, from the metric, for an output or target that is missing.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { accuracy, meanSquaredError, multiTask } from '@lml/metrics';
 *
 * const state = new MetricState(multiTask({ metrics: { kind: accuracy(), size: meanSquaredError() } }));
 * const prediction = { kind: [[2, 1], [0, 3]], size: [1, 2] };
 * await state.update(prediction, { kind: [0, 0], size: [1, 4] });
 * state.compute(); // => { kind: 0.5, size: 2 }
 * ```
 *
 * @see [torchmetrics.wrappers.MultitaskWrapper](https://lightning.ai/docs/torchmetrics/stable/wrappers/multi_task_wrapper.html) 1.9
 */
export const multiTask = defineComponent({
  kind: 'metric',
  name: 'multi-task',
  summary: 'A metric for each of several outputs, by their names.',
  schema: z.strictObject(shape),
  examples: [
    { metrics: { 0: meanSquaredError(), 1: meanSquaredError({ squared: false }) } },
    { metrics: { 1: meanSquaredError() }, prefix: 'task ', postfix: '!' },
  ],
  create({ metrics, prefix, postfix }, { name }) {
    const tasks = Object.entries(metrics).map(([task, metric]) => [
      task,
      derivedMetric(metric, { head: metric.head ?? task }),
    ]);
    return compose(
      Object.fromEntries(tasks) as Parameters<typeof compose>[0],
      (values) => Object.fromEntries(Object.entries(values).map(([task, value]) => [prefix + task + postfix, value])),
      { name },
    );
  },
  conformance: {
    prediction: [{ shape: [8] }, { shape: [8, 2] }],
    target: [{ shape: [8] }, { shape: [8, 2] }],
  },
  higherIsBetter: undefined,
});
