import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { checkAdded } from './check-metric.js';
import { mergeMetricValues, mergeParts, splitKept } from './merge-metric-values.js';
import { kept, sharedSources } from './metric-handle.js';
import { namesFrom } from './names-from.js';
import { hostInputFor, inputFor } from './metric-input.js';
import { past } from './metric-memory.js';
import { reportResult, type MetricDetail } from './metric-report.js';
import {
  isHostMetric,
  type AnyMetric,
  type HostMetric,
  type HostMetricContext,
  type HostMetricInput,
  type Metric,
  type MetricContext,
  type MetricInput,
  type MetricResult,
  type MetricUpdateContext,
  type MetricValues,
} from './metric.js';
import { metricsByName } from './metrics-by-name.js';

/** Metrics as a list, under their own names, or as a record where names must be told apart. */
export type MetricsInput = readonly AnyMetric[] | Readonly<Record<string, AnyMetric>>;

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
 * Several metrics as one: each batch goes to all, and the result is one flat record.
 *
 * Names are `prefix + name + postfix`. A record of results gets one entry for each: `<metric>/<key>`. The metrics of a collection within a collection are taken out,
 * with the names that they had there; in a record the key comes first: `<key>/<name>`. All metrics of a collection look at
 * the same thing, at outputs or at predictions, and count in the same place, in the step or (texts, objects) on the host. Metrics that count the
 * same (accuracy and F1 of one task) count once.
 *
 * @throws `LML_INVALID_ARGUMENT` if there is no metric, if two have one name, if a name begins with another and a slash
 * or is `kept` or `past`, if some look at outputs and some at predictions, or if some count in the step and some on the host.
 *
 * @example
 * ```ts
 * import { MetricCollection, MetricState } from '@lml/core';
 * import { accuracy, f1Score } from '@lml/metrics';
 *
 * const metrics = new MetricCollection([accuracy(), f1Score({ average: 'none' })], { prefix: 'student/' });
 * const state = new MetricState(metrics);
 * await state.update([[2, 1], [0, 3], [1, 0], [5, 1]], [0, 1, 1, 0]);
 * state.compute(); // => { 'student/accuracy': 0.75, 'student/f1-score': { dtype: 'float64', shape: [2], data: Float64Array.of(0.8, 2 / 3) } }
 * ```
 */
export class MetricCollection implements Metric<MetricInput> {
  /** The collection's own name. */
  readonly name: string;
  /** What its metrics look at. */
  readonly on: 'output' | 'prediction';
  /** Not known of several metrics. */
  readonly higherIsBetter = undefined;
  /** Each metric says itself what it needs. */
  readonly needs = [];
  /** Each metric says itself what it takes. */
  readonly trees = true;
  /** The metrics, by name without prefix and postfix. */
  readonly metrics: Readonly<Record<string, AnyMetric>>;
  /** For each metric the first that counts the same, whose accumulators it shares; most share none. */
  readonly sources: Readonly<Record<string, string>>;
  /** What stands before each name. */
  readonly prefix: string;
  /** What stands after each name. */
  readonly postfix: string;
  /** What the host is to keep of every sample; only where a metric asks for it. */
  readonly keep?: (input: MetricInput, context: MetricUpdateContext) => Tensors;
  /** What a batch adds; only where the metrics count on the host. */
  readonly updateHost?: (input: HostMetricInput, context: HostMetricContext) => Promise<MetricValues>;
  /** What metrics remember, as `<metric>/<name>`; only where one does. */
  readonly remember?: (state: MetricValues) => MetricValues;

  /** Takes the metrics. */
  constructor(metrics: MetricsInput, { name = 'metrics', prefix = '', postfix = '' }: MetricCollectionOptions = {}) {
    this.name = name;
    this.prefix = prefix;
    this.postfix = postfix;
    this.metrics = flatten(metrics);
    this.on = checkMetrics(this.metrics);
    this.sources = sharedSources(Object.entries(this.metrics));
    const keeping = inStep(this.counting).filter(([, metric]) => metric.keep !== undefined);
    if (keeping.length > 0) {
      this.keep = (input, context) =>
        join(
          keeping.map(
            ([metricName, metric]) =>
              [metricName, metric.keep!(inputFor(metricName, metric, input), contextOf(metric, context))] as const,
          ),
        );
    }
    const onHost = this.counting.flatMap(([key, metric]) => (isHostMetric(metric) ? [[key, metric] as const] : []));
    if (onHost.length > 0) this.updateHost = (input, context) => addedBy(onHost, input, context);
    const remembering = Object.entries(this.metrics).filter(([, metric]) => metric.remember !== undefined);
    if (remembering.length > 0)
      this.remember = (state) =>
        join(
          remembering.map(([metricName, metric]) => [metricName, metric.remember!(this.ofMetric(metricName, state))]),
        );
  }

  /** The same collection with more metrics. This one stays as it is. */
  add(metrics: MetricsInput): MetricCollection {
    const { name, prefix, postfix } = this;
    const more = flatten(metrics);
    const taken = Object.keys(more).find((key) => key in this.metrics);
    if (taken !== undefined) throw sameName(taken);
    return new MetricCollection({ ...this.metrics, ...more }, { name, prefix, postfix });
  }

  /** The metrics that count, by name: those whose accumulators others share, and those that share none. */
  get counting(): readonly (readonly [name: string, metric: AnyMetric])[] {
    return Object.entries(this.metrics).filter(([name]) => this.sources[name] === name);
  }

  /** The empty accumulators of all, as `<metric>/<accumulator>`. */
  init(context: MetricContext): MetricValues {
    return join(
      this.counting.map(([name, metric]) => [name, metric.init?.(contextOf(metric, context)) ?? {}] as const),
    );
  }

  /** The accumulators of all with a batch added. */
  update(state: Tensors, input: MetricInput, context: MetricUpdateContext): Tensors {
    const update = (name: string, metric: Metric<MetricInput>): Tensors =>
      metric.update(part(state, name), inputFor(name, metric, input), contextOf(metric, context));
    return join(inStep(this.counting).map(([name, metric]) => [name, update(name, metric)] as const));
  }

  /** Two parts as one, each metric in its own way. */
  merge(a: MetricValues, b: MetricValues): MetricValues {
    const [left, right] = [splitKept(a), splitKept(b)];
    const sums = this.counting.map(
      ([name, metric]) => [name, mergeParts(metric, part(left.sums, name), part(right.sums, name))] as const,
    );
    return { ...join(sums), ...mergeMetricValues(left.kept, right.kept) };
  }

  /** Each metric complains of what it has counted. */
  check(state: MetricValues): void {
    for (const [name, metric] of this.counting) metric.check?.(this.ofMetric(name, state));
  }

  /** The result of each metric, by name without prefix and postfix. */
  results(state: MetricValues): Record<string, MetricResult> {
    const entries = Object.entries(this.metrics);
    return Object.fromEntries(entries.map(([name, metric]) => [name, metric.compute(this.ofMetric(name, state))]));
  }

  /** Of the accumulators of all, those of a metric, with what it keeps and remembers. */
  ofMetric(name: string, state: MetricValues): MetricValues {
    const source = this.sources[name]!;
    return {
      ...part(state, source),
      ...kept.named(part(kept.keyed(state), source)),
      ...past.named(part(past.keyed(state), name)),
    };
  }

  /** The results of all in one record. */
  compute(state: MetricValues): Record<string, number | MetricDetail> {
    const results = Object.entries(this.results(state));
    const reports = results.map(([name, result]) => {
      const { numbers, details } = reportResult(this.prefix + name + this.postfix, result);
      return { ...numbers, ...details };
    });
    return Object.assign({}, ...reports) as Record<string, number | MetricDetail>;
  }
}

/** Those that count in the step. */
function inStep(
  metrics: readonly (readonly [name: string, metric: AnyMetric])[],
): (readonly [name: string, metric: Metric<MetricInput>])[] {
  return metrics.flatMap(([name, metric]) => (isHostMetric(metric) ? [] : [[name, metric] as const]));
}

/** What a batch adds to metrics of the host. What is kept is named as that of a single metric: `kept/<metric>/<key>`. */
async function addedBy(
  metrics: readonly (readonly [name: string, metric: HostMetric])[],
  input: HostMetricInput,
  context: HostMetricContext,
): Promise<MetricValues> {
  const sums: [string, MetricValues][] = [];
  const samples: [string, MetricValues][] = [];
  // One after the other: random streams are asked in one order, and networks of several metrics do not hold memory at a time.
  for (const [name, metric] of metrics) {
    const added = splitKept(checkAdded(name, await metric.updateHost(hostInputFor(name, metric, input), context)));
    sums.push([name, added.sums]);
    samples.push([name, kept.keyed(added.kept)]);
  }
  return { ...join(sums), ...kept.named(join(samples)) };
}

/** What a metric may know of the output that it looks at. */
function contextOf<Context extends MetricContext>({ head }: AnyMetric, context: Context): Context {
  return head === undefined ? context : { ...context, numClasses: context.classesOf?.(head) };
}

function flatten(metrics: MetricsInput): Record<string, AnyMetric> {
  const isList = Array.isArray(metrics);
  const flat: Record<string, AnyMetric> = {};
  const inside = isList ? metrics.filter(isCollection) : [];
  const named = isList ? metricsByName(metrics.filter((metric) => !isCollection(metric))) : metricsByName(metrics);
  const take = (name: string, metric: AnyMetric): void => {
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
function isCollection(metric: AnyMetric): metric is MetricCollection {
  return 'metrics' in metric && 'prefix' in metric && 'postfix' in metric;
}

function membersOf({ metrics, prefix, postfix }: MetricCollection): [string, AnyMetric][] {
  return Object.entries(metrics).map(([name, metric]) => [prefix + name + postfix, metric]);
}

function checkMetrics(metrics: Readonly<Record<string, AnyMetric>>): 'output' | 'prediction' {
  const names = Object.keys(metrics);
  const first = metrics[names[0] ?? ''];
  if (first === undefined) throw new InvalidArgumentError('metrics', 'at least one metric', metrics);
  for (const name of names) {
    if (metrics[name]!.on !== first.on) {
      const expected = `all on '${first.on}', as '${names[0]}' is`;
      const remedy = `Put metrics on outputs and on predictions in two collections.`;
      throw new InvalidArgumentError('metrics', expected, `'${name}' on '${metrics[name]!.on}'`, remedy);
    }
    if (isHostMetric(metrics[name]!) !== isHostMetric(first)) {
      const [there, here] = isHostMetric(first) ? ['on the host', 'in the step'] : ['in the step', 'on the host'];
      const remedy = 'Put metrics of the step and of the host in two collections, or beside each other in a learner.';
      throw new InvalidArgumentError('metrics', `all counted ${there}, as '${names[0]}' is`, `'${name}', counted ${here}`, remedy); // prettier-ignore
    }
    if (kept.has(`${name}/`) || past.has(`${name}/`))
      throw new InvalidArgumentError('metrics', `of names other than 'kept' and 'past'`, name);
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
