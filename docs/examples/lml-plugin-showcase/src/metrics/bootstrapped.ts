import {
  componentOption,
  defineComponent,
  InvalidArgumentError,
  isHostMetric,
  mapTree,
  mergeMetricValues,
  treeLeaves,
  type AnyMetric,
  type Metric,
  type MetricInput,
  type MetricValues,
  type Tensors,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const shape = {
  /** The metric whose uncertainty is estimated. It must give one number. */
  metric: componentOption('metric').describe('The metric whose uncertainty is estimated. It must give one number.'),
  /** How many times the samples are drawn. Default: `20`. */
  numBootstraps: z.int().min(2).max(1000).default(20).describe('How many times the samples are drawn.'),
};

/** Options of {@link bootstrapped}. */
export interface BootstrappedOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * How certain a metric is: it is computed `numBootstraps` times, each time on samples that are drawn with replacement, of each batch as
 * many as it has. The result is the `mean` of these and their standard deviation `std`, which divides by one less than their number.
 * The draws follow from the seed of the run, and depend on how samples fall into batches.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that counts on the host, keeps samples, merges in a way of its own, or gives more than a number.
 *
 * @see Efron and Tibshirani: An introduction to the bootstrap (1993); torchmetrics.wrappers.BootStrapper
 */
export const bootstrapped = defineComponent({
  kind: 'metric',
  name: 'bootstrapped',
  summary: 'Mean and standard deviation of another metric, by drawing samples anew.',
  schema: z.strictObject(shape),
  examples: [{ metric: meanOfErrors() }, { metric: meanOfErrors(), numBootstraps: 3 }],
  higherIsBetter: undefined,
  create: ({ metric, numBootstraps }, { name }): Metric<MetricInput> => {
    const inner = checked(metric);
    const { on, head, stages, needs, trees } = inner;
    const draws = Array.from({ length: numBootstraps }, (_, draw) => `${draw}/`);
    return {
      ...{ name: `${name}-${inner.name}`, on, head, columns: inner.columns, stages, needs, trees },
      higherIsBetter: undefined,
      init: (context) => Object.assign({}, ...draws.map((draw) => named(draw, inner.init(context)))) as MetricValues,
      update(state, input, context) {
        const samples = treeLeaves(input.prediction)[0]!.shape[0];
        const columns = Object.fromEntries(Object.entries(input).filter(([, column]) => column !== undefined));
        const all = draws.map((draw) => {
          const places = tf.floor(tf.mul(context.random.uniform(draw, [samples]), samples));
          const rows = tf.cast(tf.minimum(places, samples - 1), 'int32');
          const drawn = mapTree(columns as Tensors, (column) => tf.gather(column, rows)) as MetricInput;
          return named(draw, inner.update(below(draw, state), drawn, context));
        });
        return Object.assign({}, ...all) as Tensors;
      },
      compute(state) {
        const results = draws.map((draw) => inner.compute(mergeMetricValues(below(draw, state))));
        const numbers = results.filter((result): result is number => typeof result === 'number');
        if (numbers.length < results.length)
          throw new InvalidArgumentError(
            'metric',
            'one that gives a number',
            results.find((one) => typeof one !== 'number'),
          );
        const mean = numbers.reduce((sum, value) => sum + value, 0) / numBootstraps;
        const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
        return { mean, std: Math.sqrt(squares / (numBootstraps - 1)) };
      },
    };
  },
});

function checked(metric: AnyMetric): Metric<MetricInput> {
  if (isHostMetric(metric) || metric.keep !== undefined || metric.merge !== undefined)
    throw new InvalidArgumentError('metric', 'one whose accumulators are sums', metric.name);
  return metric;
}

function named<Value>(prefix: string, values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
}

function below<Value>(prefix: string, values: Readonly<Record<string, Value>>): Record<string, Value> {
  const entries = Object.entries(values).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(prefix.length), value]));
}

/** A metric for the examples: the weighted mean of absolute errors. */
function meanOfErrors(): Metric {
  const zero = { dtype: 'float32', shape: [], data: new Float32Array(1) } as const;
  return {
    name: 'error',
    on: 'output',
    higherIsBetter: false,
    init: () => ({ sum: zero, total: zero }),
    update({ sum, total }, { prediction, target, weight = tf.ones([target.shape[0]]) }) {
      const errors = tf.mean(tf.reshape(tf.abs(tf.sub(prediction, target)), [target.shape[0], -1]), 1);
      return { sum: tf.add(sum!, tf.sum(tf.mul(errors, weight))), total: tf.add(total!, tf.sum(weight)) };
    },
    compute: ({ sum, total }) => Number(sum!.data[0]) / Number(total!.data[0]),
  };
}

declare module '@lml/core' {
  interface MetricComponents {
    bootstrapped: typeof bootstrapped;
  }
  interface MetricOptions {
    bootstrapped: BootstrappedOptions;
  }
}
