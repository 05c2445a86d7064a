import type { Stage } from '../data/stage.js';
import { partAt } from '../data/value-tree.js';
import { isShape, type ShapeTree } from '../tensorflow/shape-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { LmlError } from '../errors/lml-error.js';
import { accumulatorsOf } from './check-metric.js';
import type { Learner } from './learner.js';
import type { ScoreScale } from './loss.js';
import type { AnyMetric, MetricContext, MetricValues } from './metric.js';
import { namesFrom, type NameGroup } from './names-from.js';

/** What the host keeps of every sample: among the accumulators of a metric, and among the outputs of a step. */
export const kept = namesFrom('kept/');

/** One metric of a learner in one stage: where its accumulators, its kept samples and its results are. */
export interface MetricHandle {
  /** Its name in the learner. */
  readonly name: string;
  /** The metric. */
  readonly metric: AnyMetric;
  /** The first metric that counts the same, whose accumulators it shares: itself, for most. */
  readonly source: string;
  /** Its accumulators in the engine and in checkpoints, `metric/<stage>/<source>/<accumulator>`. */
  readonly state: NameGroup;
  /** What it keeps, among the outputs of a step, `kept/<source>/<key>`. */
  readonly outputs: NameGroup;
  /** The name of its result, `<stage>/<name>`. */
  readonly resultName: string;
  /** Its accumulators by key, empty. */
  init(): MetricValues;
}

/** The handles of a learner's metrics that run in a stage. */
export function metricHandles(learner: Learner, stage: Stage): MetricHandle[] {
  const running = Object.entries(learner.metrics).filter(
    ([, { stages }]) => stages?.includes(stage as 'train') ?? true,
  );
  const sources = sharedSources(running);
  return running.map(([name, metric]) => ({
    name,
    metric,
    source: sources[name]!,
    state: namesFrom(`metric/${stage}/${sources[name]!}/`),
    outputs: namesFrom(kept.name(`${sources[name]!}/`)),
    resultName: `${stage}/${name}`,
    init: () => {
      try {
        return accumulatorsOf(name, metric, metricContext(learner, metric));
      } catch (error) {
        throw askForHead(error, name, metric, learner.outputShape);
      }
    },
  }));
}

/** For each of some metrics the first one that counts the same: of its group, and looking at the same. */
export function sharedSources(
  metrics: readonly (readonly [name: string, metric: AnyMetric])[],
): Record<string, string> {
  const sources = metrics.map(([name, metric]) => {
    const first = metrics.find(([, other]) => countsAlike(metric, other));
    return [name, first?.[0] ?? name];
  });
  return Object.fromEntries(sources) as Record<string, string>;
}

function countsAlike(a: AnyMetric, b: AnyMetric): boolean {
  if (a.group === undefined || a.group !== b.group || a.on !== b.on || a.head !== b.head) return false;
  return a.columns === b.columns || JSON.stringify(a.columns) === JSON.stringify(b.columns);
}

/** The metrics that count: those whose accumulators others share, and those that share none. */
export function countingHandles(handles: readonly MetricHandle[]): MetricHandle[] {
  return handles.filter(({ name, source }) => name === source);
}

/** Of a model with several outputs, what a metric lacks is most likely the output that it looks at. */
function askForHead(error: unknown, name: string, { head }: AnyMetric, outputShape: ShapeTree): unknown {
  if (!LmlError.isInstance(error, InvalidArgumentError.code) || isShape(outputShape)) return error;
  if (head !== undefined && partAt(outputShape, head, isShape) !== undefined) return error;
  const outputs = Object.keys(outputShape).join(', ');
  const expected = `told which output it looks at, head: one of ${outputs}`;
  return new InvalidArgumentError(`The metric '${name}'`, expected, head, `Without it: ${error.message}`);
}

/** What a metric is told before the first batch. */
export function metricContext(learner: Learner, { head }: Pick<AnyMetric, 'head'>): MetricContext {
  const widthOf = (name: string | undefined): number | undefined => {
    const { outputShape: all } = learner;
    const part = name === undefined ? all : (partAt(all, name, isShape) ?? all);
    const width = isShape(part) ? part.at(-1) : undefined;
    return typeof width === 'number' ? width : undefined;
  };
  return {
    // Looked up when it is asked for: steps that run eagerly make a context for each batch.
    get numClasses() {
      return widthOf(head);
    },
    classesOf: widthOf,
  };
}

/** What the scores of classes are that a metric looks at, where the loss or the predictor tells. */
export function scoresOf(
  { loss, predictor }: Learner,
  { on, head }: Pick<AnyMetric, 'on' | 'head'>,
): ScoreScale | undefined {
  if (on === 'prediction') return predictor?.scores;
  const scores = loss?.scores;
  return typeof scores === 'object' ? scores[head ?? ''] : scores;
}
