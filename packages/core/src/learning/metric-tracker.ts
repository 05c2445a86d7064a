import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { MetricState, type MetricColumns, type MetricNumbers } from './metric-state.js';
import { requireMetric } from './metrics-by-name.js';
import type { AnyMetric, MetricContext, MetricResult, MetricScores } from './metric.js';

/** What a {@link MetricTracker} may be told. */
export interface MetricTrackerOptions extends MetricContext, MetricScores {
  /** Which way is better. Default: as the metric says; of a collection each of its metrics. */
  readonly higherIsBetter?: boolean | undefined;
}

/** The best result so far. */
export interface BestResult {
  /** The result. */
  readonly value: number;
  /** In which step it was reached, counted from 0. Of equal ones the first. */
  readonly step: number;
}

/**
 * A metric over several steps, epochs say: each step counts by itself, and all results stay.
 *
 * Call `increment` before each step, then `update` and `compute`, which are those of the current step.
 *
 * @example
 * ```ts
 * import { MetricTracker } from '@lml/core';
 * import { accuracy } from '@lml/metrics';
 *
 * const tracker = new MetricTracker(accuracy({ task: 'binary' }));
 * for (const predictions of [[0.2, 0.9], [0.8, 0.9], [0.8, 0.1]]) {
 *   tracker.increment();
 *   await tracker.update(predictions, [1, 1]);
 * }
 * tracker.computeAll(); // => [0.5, 1, 0.5]
 * tracker.best(); // => { value: 1, step: 1 }
 * ```
 */
export class MetricTracker {
  /** The metric, or a collection of several. */
  readonly metric: AnyMetric;
  /** What was said. */
  readonly options: MetricTrackerOptions;
  /** The state of each step. */
  readonly steps: readonly MetricState[] = [];

  /** Starts before the first step. */
  constructor(metric: AnyMetric, options: MetricTrackerOptions = {}) {
    this.metric = requireMetric('metric', metric);
    this.options = options;
  }

  /** Begins a step. */
  increment(): void {
    const { higherIsBetter: _, ...context } = this.options;
    (this.steps as MetricState[]).push(new MetricState(this.metric, context));
  }

  /**
   * Counts a batch in the current step.
   *
   * @throws `LML_INVALID_ARGUMENT` before the first `increment`; and as {@link MetricState.update}.
   */
  async update(prediction: MetricNumbers, target?: MetricNumbers, columns?: MetricColumns): Promise<void> {
    return currentOf(this).update(prediction, target, columns);
  }

  /** Counts a batch in the current step, and resolves to the metric of that batch alone. */
  async forward(prediction: MetricNumbers, target?: MetricNumbers, columns?: MetricColumns): Promise<MetricResult> {
    return currentOf(this).forward(prediction, target, columns);
  }

  /** The metric of the current step. */
  compute(): MetricResult {
    return currentOf(this).compute();
  }

  /** The metric of each step. */
  computeAll(): MetricResult[] {
    return this.steps.map((state) => state.compute());
  }

  /**
   * The best result and its step. NaN is never best; `undefined` where there is no other.
   *
   * @param name - Of a collection or a metric that gives a record: of which result, by its name (`'accuracy'`).
   *
   * @throws `LML_INVALID_ARGUMENT` if it is not known which way is better, or results are no numbers.
   */
  best(name?: string): BestResult | undefined {
    const higherIsBetter = this.options.higherIsBetter ?? directionOf(this.metric, name);
    let best: BestResult | undefined;
    for (const [step, state] of this.steps.entries()) {
      const value = numberOf(this.metric.name, state.compute(), name);
      const isBetter = best === undefined || (higherIsBetter ? value > best.value : value < best.value);
      if (!Number.isNaN(value) && isBetter) best = { value, step };
    }
    return best;
  }

  /** Forgets what the current step has counted. */
  reset(): void {
    currentOf(this).reset();
  }

  /** Forgets all steps. */
  resetAll(): void {
    (this.steps as MetricState[]).length = 0;
  }
}

function currentOf({ steps }: MetricTracker): MetricState {
  const current = steps.at(-1);
  if (current !== undefined) return current;
  throw new InvalidArgumentError(
    'tracker',
    'incremented before its first step',
    undefined,
    'Call tracker.increment().',
  );
}

function directionOf(metric: AnyMetric, name: string | undefined): boolean {
  const { metrics = {}, prefix = '', postfix = '' } = metric as Partial<CollectionParts>;
  const named = Object.entries(metrics).find(([own]) => prefix + own + postfix === name)?.[1];
  const { higherIsBetter } = named ?? metric;
  if (higherIsBetter !== undefined) return higherIsBetter;
  const remedy = `Write new MetricTracker(metric, { higherIsBetter: true }), or false.`;
  const subject = name === undefined ? `the metric '${metric.name}'` : `'${name}' of the metric '${metric.name}'`;
  throw new InvalidArgumentError('higherIsBetter', `given for ${subject}, which does not say it`, undefined, remedy);
}

/** What a collection has, also one of a second copy of core. */
interface CollectionParts {
  readonly metrics: Readonly<Record<string, AnyMetric>>;
  readonly prefix: string;
  readonly postfix: string;
}

function numberOf(metric: string, result: MetricResult, name: string | undefined): number {
  const value = name === undefined ? result : (result as Readonly<Record<string, MetricResult>>)[name];
  if (typeof value === 'number') return value;
  const there = typeof result === 'object' && !('data' in result) ? Object.keys(result).join(', ') : undefined;
  const remedy = there === undefined ? 'Track one that gives a number.' : `Name one of its results: ${there}.`;
  throw new InvalidArgumentError('name', `that of a result of '${metric}' that is a number`, name, remedy);
}
