import {
  componentOption,
  defineComponent,
  derivedMetric,
  InvalidArgumentError,
  isFigure,
  isNdArray,
  type MetricResult,
  type NdArray,
} from '@lml/core';
import { z } from 'zod';

import { accuracy } from '../classification/accuracy.js';
import { numbersOf } from '../shared/values.js';

const shape = {
  /** A metric with one number a class: average 'none', or classMetrics. */
  metric: componentOption('metric').describe("A metric with one number a class: average 'none', or classMetrics."),
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
 * Of a metric that gives a record with `classes`, those that occur (objects in images), it takes the entries with a number for each:
 * `class-wise-mean-average-precision/mapPerClass/cat`. `labels` are then the names of all classes, from class 0 on.
 *
 * It counts what the metric counts, and once where that metric stands beside it. Its name is `class-wise-<metric>`.
 *
 * @throws `LML_INVALID_ARGUMENT`, from `compute`, if the metric gives no numbers of classes, or there are not as many labels as classes.
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
        const named = (numbers: readonly number[], classes: readonly number[]): MetricResult =>
          Object.fromEntries(
            numbers.map((value, at) => [prefix + nameOf(name, labels, classes[at]!) + postfix, value] as const),
          );
        if (isNdArray(result) && result.shape.length === 1) {
          const numbers = numbersOf(result);
          if (labels !== undefined && labels.length !== numbers.length)
            throw new InvalidArgumentError(
              `labels of ${name}`,
              `${numbers.length} names, as there are classes`,
              labels,
            );
          return named(numbers, [...numbers.keys()]);
        }
        const byClass = classParts(result, named);
        if (byClass !== undefined) return byClass;
        const remedy = `Give it average: 'none'. Metrics of objects need classMetrics: true.`;
        throw new InvalidArgumentError(`metric of ${name}`, 'one with a number for each class', metric.name, remedy);
      },
    }),
  conformance: { weights: false },
  higherIsBetter: undefined,
});

/** Makes a record of the numbers of classes. */
type NameClasses = (numbers: readonly number[], classes: readonly number[]) => MetricResult;

/** Of a record with `classes` the entries with a number for each of them, also those of records within. None where there are none. */
function classParts(result: MetricResult, named: NameClasses, outer?: NdArray): MetricResult | undefined {
  if (typeof result !== 'object' || isNdArray(result) || isFigure(result)) return undefined;
  const { classes: own, ...entries } = result;
  const classes = isNdArray(own) ? own : outer;
  if (classes === undefined) return undefined;
  const parts = Object.entries(entries).flatMap(([key, part]) => {
    const isOfClasses = isNdArray(part) && part.shape.length === 1 && part.shape[0] === classes.shape[0];
    const below = isOfClasses ? named(numbersOf(part), numbersOf(classes)) : classParts(part, named, classes);
    return below === undefined ? [] : [[key, below] as const];
  });
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}

function nameOf(wrapper: string, labels: readonly string[] | undefined, label: number): string {
  const name = labels === undefined ? String(label) : labels[label];
  if (name !== undefined) return name;
  throw new InvalidArgumentError(`labels of ${wrapper}`, `a name for class ${label}, which occurs`, labels);
}
