import { componentOption, defineComponent, InvalidArgumentError, isNdArray } from '@lml/core';
import { z } from 'zod';

import { accuracy } from '../classification/accuracy.js';
import { derivedMetric } from '../shared/derived-metric.js';
import { numbersOf } from '../shared/values.js';

const shape = {
  /** A metric with one number a class: average 'none'. */
  metric: componentOption('metric').describe("A metric with one number a class: average 'none'."),
  /** The names of the classes. Default: their numbers. */
  labels: z.array(z.string()).optional().describe('The names of the classes. Default: their numbers.'),
  /** What stands before each name. Default: `''`. */
  prefix: z.string().default('').describe('What stands before each name.'),
  /** What stands after each name. Default: `''`. */
  postfix: z.string().default('').describe('What stands after each name.'),
};

/** Options of {@link classWise}. */
export interface ClassWiseOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Gives the numbers of a metric by the names of classes: `class-wise-accuracy/cat`, `class-wise-accuracy/dog`. So each is a number of its
 * own, for loggers and for a monitor.
 *
 * It counts what the metric counts, and once where that metric stands beside it. Its name is `class-wise-<metric>`.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `compute`, if the metric gives one number, or another number of classes than there are labels.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { accuracy, classWise } from '@lml/metrics';
 *
 * const metric = classWise({ metric: accuracy({ numClasses: 2, average: 'none' }), labels: ['cat', 'dog'] });
 * const state = new MetricState(metric);
 * await state.update([0, 1, 0, 0], [0, 1, 1, 0]);
 * state.compute(); // => { cat: 1, dog: 0.5 }
 * ```
 *
 * @see [torchmetrics.wrappers.ClasswiseWrapper](https://lightning.ai/docs/torchmetrics/stable/wrappers/classwise_wrapper.html) 1.9
 */
export const classWise = defineComponent({
  kind: 'metric',
  name: 'class-wise',
  summary: 'The numbers of a metric by the names of classes.',
  schema: z.strictObject(shape),
  examples: [
    { metric: accuracy({ task: 'multiclass', average: 'none', numClasses: 3 }) },
    { metric: accuracy({ average: 'none', numClasses: 3 }), labels: ['a', 'b', 'c'], prefix: 'class ', postfix: '!' },
  ],
  create: ({ metric, labels, prefix, postfix }, { name }) =>
    derivedMetric(metric, {
      name: `${name}-${metric.name}`,
      compute(state) {
        const result = metric.compute(state);
        if (!isNdArray(result) || result.shape.length !== 1) {
          const remedy = `Give it average: 'none'.`;
          throw new InvalidArgumentError(`metric of ${name}`, 'one with a number for each class', metric.name, remedy);
        }
        const numbers = numbersOf(result);
        if (labels !== undefined && labels.length !== numbers.length)
          throw new InvalidArgumentError(`labels of ${name}`, `${numbers.length} names, as there are classes`, labels);
        return Object.fromEntries(
          numbers.map((value, index) => [prefix + (labels?.[index] ?? String(index)) + postfix, value]),
        );
      },
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});
