import {
  componentOption,
  defineComponent,
  InvalidArgumentError,
  isHostMetric,
  requireSameShape,
  ShapeMismatchError,
  showShape,
  type AnyMetric,
  type HostMetric,
  type TensorMetricInput,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { bestAssignment } from '../shared/assignment.js';
import { scoresOfOrders } from '../shared/best-order.js';
import { signalPairs, weightedSums, weightsOf, zero, type HostScoredMetric } from '../shared/host-scores-metric.js';
import { scoresMetric, type ScoredMetric } from '../shared/scores-metric.js';
import { numbersOf } from '../shared/values.js';
import { scaleInvariantSignalDistortionRatio } from './scale-invariant-signal-distortion-ratio.js';
import { signalDistortionRatio } from './signal-distortion-ratio.js';
import { sourceAggregatedSignalDistortionRatio } from './source-aggregated-signal-distortion-ratio.js';

const shape = {
  /** The metric, one of a score for each sample: any of signals or images, or of your own by `scoresMetric`. */
  metric: componentOption('metric').describe(
    'The metric, one of a score for each sample: any of signals or images, or of your own by `scoresMetric`.',
  ),
  /** Whether it judges each source by itself, or all sources of a sample in each order. Default: `'speaker-wise'`. */
  mode: z
    .enum(['speaker-wise', 'permutation-wise'])
    .default('speaker-wise')
    .describe('Whether it judges each source by itself, or all sources of a sample in each order.'),
  /** Whether the order of the highest or of the lowest score is the best. Default: that of the metric. */
  evalFunc: z
    .enum(['max', 'min'])
    .optional()
    .describe('Whether the order of the highest or of the lowest score is the best. Default: that of the metric.'),
};

/** Options of {@link permutationInvariantTraining}. */
export interface PermutationInvariantTrainingOptions extends z.input<z.ZodObject<typeof shape>> {}

/** How many sources may have all their orders in memory: 5040 and 120 of them. */
const MOST = { 'speaker-wise': 7, 'permutation-wise': 5 };

/**
 * A metric of separated sources, predictions and targets `[batch, source, …]`, in the best order of the predictions of each sample, as the mean
 * over samples: a model need not know which voice comes first. Its name is `permutation-invariant-training-<metric>`.
 *
 * With `mode: 'speaker-wise'` the metric judges every source against every target, and the score of an order is the mean of its pairs; it is
 * shown `[batch, …]`. With `'permutation-wise'` it is shown all sources, `[batch, source, …]`, in each order. `evalFunc` follows the metric's own
 * `higherIsBetter`. A metric that counts on the host, such as {@link signalDistortionRatio}, judges single signals in both modes.
 *
 * What the metric looks at is what this looks at. Weights, one a sample (`[batch]`), default 1. NaN where nothing was counted.
 *
 * @throws `LML_INVALID_ARGUMENT` for a metric that has no score of each sample; `LML_SHAPE_MISMATCH` if prediction and target have different
 * shapes or no axis of sources, for more than 7 sources, or 5 in all orders, or if weights do not fit.
 *
 * @example
 * ```ts
 * import { MetricState } from '@lml/core';
 * import { permutationInvariantTraining, scoresMetric } from '@lml/metrics';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const state = new MetricState(permutationInvariantTraining({ metric: 'signal-noise-ratio' }));
 * await state.update([[[2.5, 0, 2, 8], [1, 1, 1, 1]]], [[[1, 1, 1, 2], [3, -0.5, 2, 7]]]);
 * state.compute(); // => 12.316
 *
 * const distance = scoresMetric({
 *   name: 'distance',
 *   traits: { higherIsBetter: false },
 *   on: 'output',
 *   reduction: 'mean',
 *   scores: ({ prediction, target }) => tf.max(tf.abs(tf.sub(prediction, target)), -1),
 * });
 * permutationInvariantTraining({ metric: distance }).name; // => 'permutation-invariant-training-distance'
 * ```
 *
 * @see [torchmetrics.audio.PermutationInvariantTraining](https://lightning.ai/docs/torchmetrics/stable/audio/permutation_invariant_training.html)
 * 1.9, whose `metric_func` is a function; Yu et al. 2017, Permutation invariant training of deep models
 */
export const permutationInvariantTraining = defineComponent({
  kind: 'metric',
  name: 'permutation-invariant-training',
  summary: 'A metric of separated sources, in the best of their orders (PIT).',
  schema: z.strictObject(shape),
  examples: [
    { metric: scaleInvariantSignalDistortionRatio() },
    { metric: sourceAggregatedSignalDistortionRatio(), mode: 'permutation-wise', evalFunc: 'min' },
    { metric: signalDistortionRatio({ filterLength: 2 }) },
  ],
  create: ({ metric, mode, evalFunc = metric.higherIsBetter === false ? 'min' : 'max' }, { name }): AnyMetric => {
    const traits = { higherIsBetter: evalFunc === 'max' };
    const { on, head, columns, stages } = metric;
    const view = { name: `${name}-${metric.name}`, traits, on, head, columns, stages: stages && [...stages] };
    if (isHostScored(metric)) return onHost(metric, { ...view, isMost: traits.higherIsBetter });
    if (!isScored(metric)) {
      const remedy = 'Make one of your own by scoresMetric.';
      throw new InvalidArgumentError(`metric of ${name}`, 'one of a score for each sample', metric.name, remedy);
    }
    return scoresMetric({
      ...view,
      reduction: 'mean',
      check: (prediction, target) => {
        requireSameShape(view.name, prediction, target);
        if (prediction.rank < 2) throw noSources(view.name, prediction.shape);
        const most = MOST[mode];
        if (prediction.shape[1]! > most)
          throw new ShapeMismatchError(
            `${view.name} looks at all orders of at most ${most} sources ${mode}, got ${showShape(prediction.shape)}.`,
          );
      },
      scores: ({ prediction, target }) => {
        const scores = (given: tf.Tensor, right: tf.Tensor): tf.Tensor =>
          metric.scores({ prediction: given, target: right } satisfies TensorMetricInput);
        const ofOrders = scoresOfOrders(prediction, target, scores, mode);
        return traits.higherIsBetter ? tf.max(ofOrders, -1) : tf.min(ofOrders, -1);
      },
    });
  },
  conformance: ({ metric }: PermutationInvariantTrainingOptions) => {
    if (typeof metric === 'object' && 'updateHost' in metric) return { batch: { prediction: BATCH, target: BATCH } };
    return { prediction: { shape: [8, 2, 5] }, target: { shape: [8, 2, 5] }, best: false };
  },
  higherIsBetter: undefined,
});

const BATCH = { dtype: 'float32', shape: [4, 2, 5], data: Float32Array.from({ length: 40 }, (_, at) => (at * at) % 7) } as const; // prettier-ignore

function isScored(metric: AnyMetric): metric is AnyMetric & ScoredMetric {
  return 'scores' in metric && typeof metric.scores === 'function';
}

function isHostScored(metric: AnyMetric): metric is HostScoredMetric {
  return isHostMetric(metric) && 'scoreOf' in metric;
}

function noSources(name: string, shape: readonly number[]): ShapeMismatchError {
  return new ShapeMismatchError(`${name} needs sources [batch, source, …], got ${showShape(shape)}.`);
}

/** A score for the assignment, which needs finite numbers: no score is the worst. */
function worth(score: number): number {
  return Number.isNaN(score) ? -1e9 : Math.max(-1e9, Math.min(1e9, score));
}

interface HostView extends Pick<HostMetric, 'name' | 'on' | 'head' | 'columns' | 'stages'> {
  readonly isMost: boolean;
}

/** The best assignment of signals that are judged on the host. */
function onHost(metric: HostScoredMetric, { isMost, ...view }: HostView): HostMetric {
  const { name } = view;
  return {
    ...view,
    higherIsBetter: isMost,
    init: () => ({ sum: zero(), total: zero() }),
    updateHost(input) {
      const { prediction, target } = signalPairs(name, input, 'source, time');
      const [batch, sources] = target.shape as [number, number];
      if (target.shape.length !== 3) throw noSources(name, target.shape);
      const scores = Array.from({ length: batch }, (_, sample) => {
        const table = Array.from({ length: sources }, (_row, right) =>
          Array.from({ length: sources }, (_column, given) =>
            metric.scoreOf(prediction.at(sample * sources + given), target.at(sample * sources + right)),
          ),
        );
        const order = bestAssignment(table.map((row) => row.map((score) => worth(isMost ? score : -score))));
        return order.reduce((sum, given, right) => sum + table[right]![given]!, 0) / sources;
      });
      return weightedSums(scores, weightsOf(name, input, [batch]));
    },
    compute: ({ sum, total }) => numbersOf(sum)[0]! / numbersOf(total)[0]!,
  };
}
