import type { Stage } from '../data/stage.js';
import { partAt } from '../data/value-tree.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { scopedContext, type StepContext } from '../steps/step-context.js';
import type { StateDType, StateEntry } from '../steps/state.js';
import { isTensor, type TensorTree } from '../tensorflow/tensor-tree.js';
import type { TensorBatch } from './batches.js';
import { checkCounted } from './check-metric.js';
import type { Learner } from './learner.js';
import { countingHandles, metricContext, metricHandles, scoresOf } from './metric-handle.js';
import { inputFor } from './metric-input.js';
import { isHostMetric, type MetricInput, type MetricView } from './metric.js';
import { runPredictor, type PredictorContext } from './predictor.js';

/** What the names of a predictor's state begin with, in an engine and in a checkpoint. */
export const PREDICTOR_PREFIX = 'predictor/';

/** The outputs of a step that metrics of the host look at, by what they look at; the target where it is in other units than in the batch. */
export const SHOWN = {
  output: 'lml/shown/output',
  prediction: 'lml/shown/prediction',
  target: 'lml/shown/target',
} as const;

/** The accumulators of a learner's metrics for a stage, empty. Those of the host have none in the engine. */
export function metricState(learner: Learner, stage: Stage): StateEntry[] {
  const counting = countingHandles(metricHandles(learner, stage)).filter(({ metric }) => !isHostMetric(metric));
  return counting.flatMap(({ state, init }) =>
    Object.entries(state.named(init())).map(([name, value]) => ({
      name,
      shape: value.shape,
      dtype: value.dtype as StateDType,
      trainable: false,
      value,
    })),
  );
}

/** Gives predictions and targets the units of the data, where transforms had changed targets. */
export type InvertTargets = (tree: TensorTree) => TensorTree;

/**
 * Adds a batch to the metrics; returns what the host needs of it, as outputs of the step. Metrics of predictions see both sides in the
 * units of the data, which `invert` gives.
 */
export function updateMetrics(
  learner: Learner,
  output: TensorTree,
  batch: TensorBatch,
  step: StepContext,
  invert: InvertTargets = (tree) => tree,
): Record<string, TensorTree> {
  const outputs: Record<string, TensorTree> = {};
  const handles = countingHandles(metricHandles(learner, step.stage));
  if (handles.length === 0) return outputs;
  const looksAt = (on: MetricView['on']): boolean => handles.some(({ metric }) => metric.on === on);
  const shown = looksAt('output') ? learner.metricInput(output, batch, 'output') : undefined;
  const given = looksAt('prediction') ? learner.metricInput(output, batch, 'prediction') : undefined;
  const predicted = given && inUnits(learner, given, predictorContext(learner, batch, step), invert);
  for (const { name, metric, state, outputs: own } of handles) {
    const looked = metric.on === 'prediction' ? predicted : shown;
    if (looked === undefined) continue;
    if (isHostMetric(metric)) {
      outputs[SHOWN[metric.on]] = looked.prediction;
      if (
        metric.on === 'prediction' &&
        looked.target !== undefined &&
        looked.target !== forHead(given?.target, learner.predictor?.head)
      )
        outputs[SHOWN.target] = looked.target;
      continue;
    }
    const input = inputFor(name, metric, looked);
    const { random } = scopedContext(step, `metric/${name}/`);
    const scores = scoresOf(learner, metric);
    const context = Object.assign(metricContext(learner, metric), { stage: step.stage, random, scores });
    const before = step.names.filter((full) => state.has(full)).map((full) => [full, step.read(full)] as const);
    const values = state.keyed(Object.fromEntries(before));
    const updated = checkCounted(name, 'update', metric.update(values, input, context));
    for (const [full, value] of Object.entries(state.named(updated))) step.write(full, value);
    if (metric.keep === undefined) continue;
    Object.assign(outputs, own.named(checkCounted(name, 'keep', metric.keep(input, context))));
  }
  return outputs;
}

/** What a predictor may use in a step. */
export function predictorContext({ model }: Learner, batch: TensorBatch, step: StepContext): PredictorContext {
  const { random, read } = scopedContext(step, PREDICTOR_PREFIX);
  return { model, batch, random, read };
}

/** The predictor's prediction, and the target, both in the units of the data. */
function inUnits(learner: Learner, shown: MetricInput, context: PredictorContext, invert: InvertTargets): MetricInput {
  const { predictor } = learner;
  if (predictor === undefined) {
    const names = Object.entries(learner.metrics).flatMap(([name, { on }]) => (on === 'prediction' ? [name] : []));
    throw new IncompleteLearnerError(
      `The metric '${names[0]}' looks at predictions, but the learner has no predictor. Set learner.predictor.`,
    );
  }
  const prediction = invert(runPredictor(predictor, shown.prediction, context));
  const target = forHead(shown.target, predictor.head);
  const weight = forHead(shown.weight, predictor.head);
  return {
    ...shown,
    prediction,
    ...(target !== undefined && { target: invert(predictor.target?.(target) ?? target) }),
    ...(weight !== undefined && { weight }),
  };
}

/** What of a target, or of weights, is that of a head: its part where there is one, else all. */
function forHead(tree: TensorTree | undefined, head: string | undefined): TensorTree | undefined {
  return head === undefined ? tree : (partAt(tree, head, isTensor) ?? tree);
}
