import type * as tf from '@tensorflow/tfjs';

import type { Stage } from '../data/stage.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { scopedContext, type StepContext } from '../steps/step-context.js';
import type { StateDType, StateEntry } from '../steps/state.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import { accumulatorsOf, checkCounted } from './check-metric.js';
import type { Learner, MetricInput } from './learner.js';
import type { MetricContext } from './metric.js';

/** Where the predictor's state stands in the engine. */
export const PREDICTOR_PREFIX = 'predictor/';

/** Where a stage's accumulators of a metric stand in the engine. */
export function metricPrefix(stage: Stage, name: string): string {
  return `metric/${stage}/${name}/`;
}

/** What metrics are told before the first batch. */
export function metricContext(learner: Learner): MetricContext {
  const width = learner.model.outputShape?.at(-1);
  return { numClasses: typeof width === 'number' ? width : undefined };
}

/** The accumulators of a learner's metrics for a stage, empty. */
export function metricState(learner: Learner, stage: Stage): StateEntry[] {
  const context = metricContext(learner);
  return Object.entries(learner.metrics).flatMap(([name, metric]) =>
    Object.entries(accumulatorsOf(name, metric, context)).map(([key, value]) => ({
      name: metricPrefix(stage, name) + key,
      shape: value.shape,
      dtype: value.dtype as StateDType,
      trainable: false,
      value,
    })),
  );
}

/** Adds a batch to the metrics; returns what the host is to keep of it, as `<metric>/<key>`. */
export function updateMetrics(
  learner: Learner,
  output: TensorTree,
  batch: TensorBatch,
  step: StepContext,
): Record<string, tf.Tensor> {
  const kept: Record<string, tf.Tensor> = {};
  const metrics = Object.entries(learner.metrics);
  if (metrics.length === 0) return kept;
  const input = learner.metricInput(output as tf.Tensor, batch);
  if (input === undefined) return kept;
  let prediction: tf.Tensor | undefined;
  for (const [name, metric] of metrics) {
    if (metric.on === 'prediction') prediction ??= applyPredictor(learner, input, name, step);
    const shown = metric.on === 'prediction' ? prediction! : input.output;
    const prefix = metricPrefix(step.stage, name);
    const keys = step.names.filter((key) => key.startsWith(prefix));
    const state = Object.fromEntries(keys.map((key) => [key.slice(prefix.length), step.read(key)]));
    const updated = checkCounted(name, 'update', metric.update(state, shown, input.target, input.weight));
    for (const [key, value] of Object.entries(updated)) step.write(prefix + key, value);
    if (metric.keep === undefined) continue;
    const own = checkCounted(name, 'keep', metric.keep(shown, input.target, input.weight));
    for (const [key, value] of Object.entries(own)) kept[`${name}/${key}`] = value;
  }
  return kept;
}

function applyPredictor(learner: Learner, { output }: MetricInput, metric: string, step: StepContext): tf.Tensor {
  if (learner.predictor === undefined) {
    throw new IncompleteLearnerError(
      `The metric '${metric}' looks at predictions, but the learner has no predictor. Set learner.predictor.`,
    );
  }
  return learner.predictor.predict(output, scopedContext(step, PREDICTOR_PREFIX));
}
