import type * as tf from '@tensorflow/tfjs';

import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { mergeMetricValues, mergeParts, splitKept } from './merge-metric-values.js';
import { kept, namesFrom } from './metric-handle.js';
import type { Metric, MetricContext, MetricValues } from './metric.js';
import { metricNumbers } from './metric-numbers.js';
import { metricsByName } from './metrics-by-name.js';

/** Metrics as a list, under their own names, or as a record where names must be told apart. */
export type MetricsInput = readonly Metric[] | Readonly<Record<string, Metric>>;

/** How a {@link MetricCollection} names its results. */
export interface MetricCollectionOptions {
  /** The collection's own name. Default `'metrics'`. */
  readonly name?: string | undefined;
  /** What stands before each name, for example `'student/'`. Default nothing. */
  readonly prefix?: string | undefined;
  /** What stands after each name. Default nothing. */
  readonly postfix?: string | undefined;
}

/**
 * Several metrics as one: each batch goes to all, and the result is one flat record of numbers.
 *
 * Names are `prefix + name + postfix`. A result of several numbers gets one entry for each: `f1-score/0`, `f1-score/1` …
 * for one number a class, `<metric>/<key>` for a record. The metrics of a collection within a collection are taken out,
 * with the names that they had there; in a record the key comes first: `<key>/<name>`. All metrics of a collection look at
 * the same thing: at outputs, or at predictions.
 *
 * @throws `LML_INVALID_ARGUMENT` if there is no metric, if two have one name, if a name begins with another and a slash
 * or is `kept`, or if some look at outputs and some at predictions.
 *
 * @example
 * ```ts
 * import { MetricCollection, MetricState } from '@lml/core';
 * import { accuracy, f1Score } from '@lml/metrics';
 *
 * const metrics = new MetricCollection([accuracy(), f1Score({ average: 'none' })], { prefix: 'student/' });
 * const state = new MetricState(metrics);
 * await state.update([[2, 1], [0, 3], [1, 0], [5, 1]], [0, 1, 1, 0]);
 * state.compute(); // => { 'student/accuracy': 0.75, 'student/f1-score/0': 0.8, 'student/f1-score/1': 2 / 3 }
 * ```
 */
export class MetricCollection implements Metric {
  /** The collection's own name. */
  readonly name: string;
  /** What its metrics look at. */
  readonly on: 'output' | 'prediction';
  /** Not known of several metrics. */
  readonly higherIsBetter = undefined;
  /** The metrics, by name without prefix and postfix. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What stands before each name. */
  readonly prefix: string;
  /** What stands after each name. */
  readonly postfix: string;
  /** What the host is to keep of every sample; only where a metric asks for it. */
  readonly keep?: (prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor) => Tensors;

  /** Takes the metrics. */
  constructor(metrics: MetricsInput, { name = 'metrics', prefix = '', postfix = '' }: MetricCollectionOptions = {}) {
    this.name = name;
    this.prefix = prefix;
    this.postfix = postfix;
    this.metrics = flatten(metrics);
    this.on = checkMetrics(this.metrics);
    const keeping = Object.entries(this.metrics).filter(([, metric]) => metric.keep !== undefined);
    if (keeping.length > 0) {
      this.keep = (...numbers) =>
        join(keeping.map(([metricName, metric]) => [metricName, metric.keep!(...numbers)] as const));
    }
  }

  /** The same collection with more metrics. This one stays as it is. */
  add(metrics: MetricsInput): MetricCollection {
    const { name, prefix, postfix } = this;
    const more = flatten(metrics);
    const taken = Object.keys(more).find((key) => key in this.metrics);
    if (taken !== undefined) throw sameName(taken);
    return new MetricCollection({ ...this.metrics, ...more }, { name, prefix, postfix });
  }

  /** The empty accumulators of all, as `<metric>/<accumulator>`. */
  init(context: MetricContext): MetricValues {
    return join(Object.entries(this.metrics).map(([name, metric]) => [name, metric.init(context)] as const));
  }

  /** The accumulators of all with a batch added. */
  update(state: Tensors, prediction: tf.Tensor, target: tf.Tensor, weight?: tf.Tensor): Tensors {
    return join(
      Object.entries(this.metrics).map(
        ([name, metric]) => [name, metric.update(part(state, name), prediction, target, weight)] as const,
      ),
    );
  }

  /** Two parts as one, each metric in its own way. */
  merge(a: MetricValues, b: MetricValues): MetricValues {
    const [left, right] = [splitKept(a), splitKept(b)];
    const sums = Object.entries(this.metrics).map(
      ([name, metric]) => [name, mergeParts(metric, part(left.sums, name), part(right.sums, name))] as const,
    );
    return { ...join(sums), ...mergeMetricValues(left.kept, right.kept) };
  }

  /** The results of all in one record. */
  compute(state: MetricValues): Record<string, number> {
    const entries = Object.entries(this.metrics).flatMap(([name, metric]) => {
      const samples = kept.named(part(kept.keyed(state), name));
      const result = metric.compute({ ...part(state, name), ...samples });
      return metricNumbers(this.prefix + name + this.postfix, result);
    });
    return Object.fromEntries(entries);
  }
}

function flatten(metrics: MetricsInput): Record<string, Metric> {
  const isList = Array.isArray(metrics);
  const flat: Record<string, Metric> = {};
  const inside = isList ? metrics.filter(isCollection) : [];
  const named = isList ? metricsByName(metrics.filter((metric) => !isCollection(metric))) : metricsByName(metrics);
  const take = (name: string, metric: Metric): void => {
    if (name in flat) throw sameName(name);
    flat[name] = metric;
  };
  for (const [name, metric] of Object.entries(named)) {
    if (!isCollection(metric)) take(name, metric);
    else for (const [inner, own] of membersOf(metric)) take(`${name}/${inner}`, own);
  }
  for (const collection of inside) for (const [inner, own] of membersOf(collection)) take(inner, own);
  return flat;
}

/** Also a collection of a second copy of core. */
function isCollection(metric: Metric): metric is MetricCollection {
  return 'metrics' in metric && 'prefix' in metric && 'postfix' in metric;
}

function membersOf({ metrics, prefix, postfix }: MetricCollection): [string, Metric][] {
  return Object.entries(metrics).map(([name, metric]) => [prefix + name + postfix, metric]);
}

function checkMetrics(metrics: Readonly<Record<string, Metric>>): 'output' | 'prediction' {
  const names = Object.keys(metrics);
  const first = metrics[names[0] ?? ''];
  if (first === undefined) throw new InvalidArgumentError('metrics', 'at least one metric', metrics);
  for (const name of names) {
    if (metrics[name]!.on !== first.on) {
      const expected = `all on '${first.on}', as '${names[0]}' is`;
      const remedy = `Put metrics on outputs and on predictions in two collections.`;
      throw new InvalidArgumentError('metrics', expected, `'${name}' on '${metrics[name]!.on}'`, remedy);
    }
    if (kept.has(`${name}/`)) throw new InvalidArgumentError('metrics', `of names other than 'kept'`, name);
    const outer = names.find((other) => name.startsWith(`${other}/`));
    if (outer !== undefined) {
      throw new InvalidArgumentError('metrics', `of names that do not lie within each other's, as in '${outer}'`, name);
    }
  }
  return first.on;
}

function sameName(name: string): InvalidArgumentError {
  const remedy = 'Give a record instead of a list: { top1: accuracy(), top5: accuracy({ topK: 5 }) }.';
  return new InvalidArgumentError('metrics', 'of different names', name, remedy);
}

function join<Value>(parts: readonly (readonly [string, Readonly<Record<string, Value>>])[]): Record<string, Value> {
  return Object.assign({}, ...parts.map(([name, values]) => namesFrom(`${name}/`).named(values))) as Record<
    string,
    Value
  >;
}

function part<Value>(values: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return namesFrom(`${name}/`).keyed(values);
}
