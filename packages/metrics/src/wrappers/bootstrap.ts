import {
  componentOption,
  compose,
  defineComponent,
  derivedMetric,
  InvalidArgumentError,
  isHostMetric,
  mapTree,
  RandomState,
  treeLeaves,
  type AnyMetric,
  type HostMetricContext,
  type HostMetricInput,
  type MetricInput,
  type MetricResult,
  type MetricUpdateContext,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { meanSquaredError } from '../regression/mean-squared-error.js';
import { hostRows, hostSamples, rowsOf } from '../shared/host-rows.js';
import { transformedMetric } from '../shared/transformed-metric.js';
import { resultOf } from '../shared/values.js';

const shape = {
  /** A metric that gives a number. */
  metric: componentOption('metric').describe('A metric that gives a number.'),
  /** How many times samples are drawn. Default: `10`. */
  numBootstraps: z.int().min(2).default(10).describe('How many times samples are drawn.'),
  /** Whether the result has the mean of all draws. Default: `true`. */
  mean: z.boolean().default(true).describe('Whether the result has the mean of all draws.'),
  /** Whether the result has their standard deviation, with divisor n − 1. Default: `true`. */
  std: z.boolean().default(true).describe('Whether the result has their standard deviation, with divisor n − 1.'),
  /** Which quantiles the result has, interpolated linearly. Default: none. */
  quantile: z
    .union([z.number().min(0).max(1), z.array(z.number().min(0).max(1)).min(1)])
    .optional()
    .describe('Which quantiles the result has, interpolated linearly. Default: none.'),
  /** Whether the result has the number of each draw. Default: `false`. */
  raw: z.boolean().default(false).describe('Whether the result has the number of each draw.'),
};

/** Options of {@link bootstrap}. */
export interface BootstrapOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * How much the result of a metric would vary with other samples: the samples of each batch are drawn with replacement, `numBootstraps`
 * times, and the metric is computed of each draw. The result has `mean` and `std` of the draws, and where asked for `quantile` and `raw`.
 *
 * Where the metric keeps samples (exact curves, ranks), they are drawn from all samples when it is computed, so nothing is kept several
 * times. In a run the draws within batches follow from its seed; those from all samples are the same at each result. The metric is counted `numBootstraps` times in each step.
 *
 * Its name is `bootstrap-<metric>`. torchmetrics draws `poisson` by default, which gives batches of different sizes, or `multinomial`; this
 * is the second, which a compiled step can do. Since samples are drawn within each batch, small batches vary too little: a batch of one
 * not at all, of four by an eighth too little. Give batches of 16 samples or more.
 *
 * A metric that counts on the host (texts, objects) is shown the samples that were drawn of each batch, whatever it keeps, and keeps that
 * `numBootstraps` times. One that gives a record is made one that gives a number by `compose`.
 *
 * @throws `LML_INVALID_OPTIONS` where the result would have nothing; `LML_INVALID_ARGUMENT`, from `compute`, if the metric does not give a
 * number.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { bootstrap, meanSquaredError } from '@lml/metrics';
 *
 * const state = new MetricState(bootstrap({ metric: meanSquaredError(), quantile: [0.05, 0.95] }));
 * await state.update([1, 1, 1, 1], [2, 2, 2, 2]);
 * state.compute(); // => { mean: 1, std: 0, quantile: { dtype: 'float64', shape: [2], data: Float64Array.of(1, 1) } }
 * ```
 *
 * @see [torchmetrics.wrappers.BootStrapper](https://lightning.ai/docs/torchmetrics/stable/wrappers/bootstrapper.html) 1.9
 */
export const bootstrap = defineComponent({
  kind: 'metric',
  name: 'bootstrap',
  summary: 'How much the result of a metric varies with the samples.',
  schema: z
    .strictObject(shape)
    .refine(
      ({ mean, std, quantile, raw }) => mean || std || quantile !== undefined || raw,
      'must have at least one of mean, std, quantile and raw',
    ),
  examples: [
    { metric: meanSquaredError() },
    { metric: meanSquaredError(), numBootstraps: 2, mean: false, std: false, quantile: 0.5, raw: true },
  ],
  create({ metric, numBootstraps, mean, std, quantile, raw }, { name, traits }) {
    const summarise = (draws: readonly MetricResult[]): MetricResult => {
      const numbers = draws.filter((value) => typeof value === 'number');
      if (numbers.length < draws.length)
        throw new InvalidArgumentError(`metric of ${name}`, 'one that gives a number', metric.name);
      const centre = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
      const squares = numbers.reduce((sum, value) => sum + (value - centre) ** 2, 0);
      return {
        ...(mean && { mean: centre }),
        ...(std && { std: Math.sqrt(squares / (numbers.length - 1)) }),
        ...(quantile !== undefined && { quantile: quantilesOf(numbers, quantile) }),
        ...(raw && { raw: resultOf(numbers) }),
      };
    };
    const nature = { name: `${name}-${metric.name}`, higherIsBetter: traits.higherIsBetter };
    // Rows that a metric of the host keeps are no samples: of objects in images, say.
    if (!isHostMetric(metric) && metric.keep !== undefined) {
      return derivedMetric<AnyMetric>(metric, {
        ...nature,
        compute: (state) => summarise(drawsOfKept(metric, state, numBootstraps)),
      });
    }
    const copies = Array.from({ length: numBootstraps }, (_, draw) => [
      String(draw),
      transformedMetric(name, metric, {
        inStep: (input, context) => drawn(input, context, draw),
        onHost: (input, context) => drawnOnHost(input, context, draw),
      }),
    ]);
    const all = compose(
      Object.fromEntries(copies) as Parameters<typeof compose>[0],
      (values) => summarise(Object.values(values)),
      nature,
    );
    return derivedMetric(all, { stages: metric.stages });
  },
  // Which samples are drawn depends on how they lie in batches.
  conformance: { prediction: { shape: [8] }, target: { shape: [8] }, ofBatches: true },
  higherIsBetter: undefined,
});

/** As many samples of a batch, drawn with replacement. */
function drawn(input: MetricInput, { random }: MetricUpdateContext, draw: number): MetricInput {
  const batch = treeLeaves(input.prediction)[0]?.shape[0] ?? 0;
  if (batch === 0) return input;
  const indices = tf.cast(tf.floor(random.uniform(`draw/${draw}`, [batch], 0, batch)), 'int32');
  // A number just below the batch may be rounded to it.
  const inside = tf.minimum(indices, tf.scalar(batch - 1, 'int32'));
  const parts = Object.entries(input).map(([column, tree]) => [
    column,
    tree && mapTree(tree, (values) => tf.gather(values, inside)),
  ]);
  return Object.fromEntries(parts) as MetricInput;
}

/** The same of a batch on the host. */
function drawnOnHost(input: HostMetricInput, { random }: HostMetricContext, draw: number): HostMetricInput {
  const samples = hostSamples(input) ?? 0;
  if (samples === 0) return input;
  const stream = random(`draw/${draw}`);
  return hostRows(
    input,
    Array.from({ length: samples }, () => stream.integer(samples)),
  );
}

/** The results of draws from all samples that were kept. */
function drawsOfKept(metric: AnyMetric, state: MetricValues, count: number): MetricResult[] {
  const kept = Object.entries(state).filter(([key]) => key.startsWith('kept/'));
  const samples = kept[0]?.[1].shape[0] ?? 0;
  const random = new RandomState(0);
  return Array.from({ length: count }, () => {
    const indices = samples === 0 ? [] : random.randint(0, samples, samples);
    const rows = kept.map(([key, array]) => [key, rowsOf(array, indices)]);
    return metric.compute({ ...state, ...Object.fromEntries(rows) });
  });
}

function quantilesOf(numbers: readonly number[], quantile: number | readonly number[]): number | NdArray {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = sorted[Math.floor(place)]!;
    return below + (place % 1) * (sorted[Math.ceil(place)]! - below);
  };
  return typeof quantile === 'number' ? at(quantile) : resultOf(quantile.map(at));
}
