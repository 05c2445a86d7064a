import type * as tf from '@tensorflow/tfjs';

import type { Stage } from '../data/stage.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { scopedContext, type StepContext } from '../steps/step-context.js';
import type { StateDType, StateEntry } from '../steps/state.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import { checkCounted } from './check-metric.js';
import type { Learner, MetricInput } from './learner.js';
import { metricHandles } from './metric-handle.js';

/** What the names of a predictor's state begin with, in an engine and in a checkpoint. */
export const PREDICTOR_PREFIX = 'predictor/';

/** The accumulators of a learner's metrics for a stage, empty. */
export function metricState(learner: Learner, stage: Stage): StateEntry[] {
  return metricHandles(learner, stage).flatMap(({ state, init }) =>
    Object.entries(state.named(init())).map(([name, value]) => ({
      name,
      shape: value.shape,
      dtype: value.dtype as StateDType,
      trainable: false,
      value,
    })),
  );
}

/** Adds a batch to the metrics; returns what the host is to keep of it, as outputs of the step. */
export function updateMetrics(
  learner: Learner,
  output: TensorTree,
  batch: TensorBatch,
  step: StepContext,
): Record<string, tf.Tensor> {
  const outputs: Record<string, tf.Tensor> = {};
  const handles = metricHandles(learner, step.stage);
  if (handles.length === 0) return outputs;
  const input = learner.metricInput(output as tf.Tensor, batch);
  if (input === undefined) return outputs;
  let prediction: tf.Tensor | undefined;
  for (const { name, metric, state, outputs: own } of handles) {
    if (metric.on === 'prediction') prediction ??= applyPredictor(learner, input, name, step);
    const shown = metric.on === 'prediction' ? prediction! : input.output;
    const before = step.names.filter((full) => state.has(full)).map((full) => [full, step.read(full)] as const);
    const values = state.keyed(Object.fromEntries(before));
    const updated = checkCounted(name, 'update', metric.update(values, shown, input.target, input.weight));
    for (const [full, value] of Object.entries(state.named(updated))) step.write(full, value);
    if (metric.keep === undefined) continue;
    Object.assign(outputs, own.named(checkCounted(name, 'keep', metric.keep(shown, input.target, input.weight))));
  }
  return outputs;
}

function applyPredictor(learner: Learner, { output }: MetricInput, metric: string, step: StepContext): tf.Tensor {
  if (learner.predictor === undefined) {
    throw new IncompleteLearnerError(
      `The metric '${metric}' looks at predictions, but the learner has no predictor. Set learner.predictor.`,
    );
  }
  return learner.predictor.predict(output, scopedContext(step, PREDICTOR_PREFIX));
}
