import * as tf from '@tensorflow/tfjs';

import { isRecord } from '../data/given-record.js';
import { isNdArray, ndArray, type NdArray } from '../data/nd-array.js';
import { partAt } from '../data/value-tree.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { RandomStreams } from '../random/random-streams.js';
import { createHostRandom, createStepRandom } from '../steps/step-random.js';
import { isTensor, type TensorTree } from '../tensorflow/tensor-tree.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';
import { accumulatorsOf, checkAdded, checkCounted, checkResult } from './check-metric.js';
import { keepSamples, type KeptSamples } from './kept-samples.js';
import { mergeMetricValues, mergeParts, splitKept } from './merge-metric-values.js';
import { kept } from './metric-handle.js';
import { requireMetric } from './metrics-by-name.js';
import { MetricMemory } from './metric-memory.js';
import { hostValuesOf, requireNumbers } from './host-metric-values.js';
import { hostInputFor, inputFor } from './metric-input.js';
import {
  isHostMetric,
  type AnyMetric,
  type HostMetricInput,
  type Metric,
  type MetricContext,
  type MetricInput,
  type MetricResult,
  type MetricScores,
  type MetricValues,
} from './metric.js';

/**
 * What a metric is shown: a tensor, an {@link NdArray}, a typed array, (nested lists of) numbers or truth values, or records of such. A metric
 * of the host is also shown texts, and lists of records, one for each sample.
 */
export type MetricNumbers =
  | tf.Tensor
  | NdArray
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | NestedNumbers
  | readonly MetricNumbers[]
  | { readonly [key: string]: MetricNumbers | undefined };

/** A number, truth value or text, or lists of them. */
export type NestedNumbers = number | boolean | string | readonly NestedNumbers[];

/** What a batch has besides prediction and target: a weight for each sample, and columns that the metric looks at. */
export interface MetricColumns {
  /** One weight a sample, for metrics that use weights. */
  readonly weight?: MetricNumbers | undefined;
  /** A further column. */
  readonly [column: string]: MetricNumbers | undefined;
}

/**
 * A metric with its accumulators, for use without a trainer: `update` with batches, then `compute`.
 *
 * Each batch is counted on the device and added on the host in float64, so that long runs lose no digits. Tensors that
 * are given stay the caller's. What must be known before the first batch is the number of classes: give `numClasses`, or
 * leave it to the first batch whose predictions have one axis more than its targets. `scores` says what scores of classes are
 * where the metric has no such option.
 *
 * @example
 * ```ts
 * import { MetricState, type Metric } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const range: Metric = {
 *   name: 'total',
 *   on: 'output',
 *   higherIsBetter: undefined,
 *   init: () => ({ total: { dtype: 'float32', shape: [], data: Float32Array.of(0) } }),
 *   needs: [],
 *   update: ({ total }, { prediction }) => ({ total: tf.add(total!, tf.sum(prediction)) }),
 *   compute: ({ total }) => Number(total!.data[0]),
 * };
 * const state = new MetricState(range);
 * await state.update([1, 2]);
 * await state.update(tf.tensor1d([3]));
 * state.compute(); // => 6
 * state.reset();
 * state.compute(); // => 0
 * ```
 */
export class MetricState {
  /** The metric. */
  readonly metric: AnyMetric;
  /** What was known before the first batch. */
  readonly context: MetricContext & MetricScores;

  /** Starts with nothing counted. */
  constructor(metric: AnyMetric, context: MetricContext & MetricScores = {}) {
    this.metric = requireMetric('metric', metric);
    this.context = context;
    stores.set(this, emptyStore(metric));
  }

  /** How many batches have been counted since the start or the last reset. */
  get updates(): number {
    return storeOf(this).updates;
  }

  /**
   * The accumulators, as `compute` gets them.
   *
   * @throws what the metric's `init` does, if nothing has been counted.
   */
  get values(): MetricValues {
    const { sums, samples, numClasses } = storeOf(this);
    const start =
      sums ?? mergeMetricValues(accumulatorsOf(this.metric.name, this.metric, { ...this.context, numClasses }));
    return { ...start, ...samples.values() };
  }

  /**
   * Counts a batch. Resolves once it is counted; several updates may be under way at a time.
   *
   * @param prediction - What the metric looks at: outputs or predictions, `[batch, …]`; a record where it takes several.
   * @param target - The right answers. May be left out for a metric that has no use for them, such as a mean.
   * @param columns - `weight`, one a sample, and what else the metric looks at.
   *
   * @throws `LML_SHAPE_MISMATCH`, `LML_INVALID_ARGUMENT`, `LML_DTYPE_RANGE` for what the metric, or a tensor, cannot
   * take; nothing is counted then.
   */
  async update(prediction: MetricNumbers, target?: MetricNumbers, columns: MetricColumns = {}): Promise<void> {
    checkColumns(this.metric, columns);
    await countAndAdd(this, { ...columns, prediction, target });
  }

  /**
   * Counts a batch as `update` does, and resolves to the metric of that batch alone.
   *
   * @throws as `update`.
   */
  async forward(prediction: MetricNumbers, target?: MetricNumbers, columns: MetricColumns = {}): Promise<MetricResult> {
    checkColumns(this.metric, columns);
    const { store, batch } = await countAndAdd(this, { ...columns, prediction, target });
    const { sums, kept: samples } = splitKept(batch);
    const { metric } = this;
    const values = { ...mergeMetricValues(sums), ...samples };
    return checkResult(metric.name, store.memory.compute(metric.name, metric, values, false));
  }

  /**
   * The metric of everything that was counted. It is computed once, until something is added; some remember it beyond a reset.
   *
   * @throws `LML_INVALID_ARGUMENT` while an update is under way: it would be missing without a word.
   */
  compute(): MetricResult {
    const { metric, values } = this;
    const store = storeOf(this);
    if (store.underWay > 0) {
      const remedy = 'Write await before state.update(…) and state.forward(…).';
      const received = `${store.underWay} that are not`;
      throw new InvalidArgumentError(`Updates of the metric '${metric.name}'`, 'over before compute', received, remedy);
    }
    store.result ??= { value: checkResult(metric.name, store.memory.compute(metric.name, metric, values)) };
    return store.result.value;
  }

  /**
   * Adds what another state of the same metric has counted, in another process say.
   *
   * @param other - A state, or its `values`.
   *
   * @throws `LML_SHAPE_MISMATCH` for accumulators of another shape.
   */
  merge(other: MetricState | MetricValues): void {
    const isState = other instanceof MetricState;
    const store = storeOf(this);
    if (isState && storeOf(other).updates === 0) return;
    add(this.metric, store, isState ? other.values : other, isState ? storeOf(other).updates : 1);
    if (isState) store.numClasses ??= storeOf(other).numClasses;
  }

  /** A state of its own that has counted the same. */
  clone(): MetricState {
    const copy = new MetricState(this.metric, this.context);
    copy.merge(this);
    storeOf(copy).memory.load(storeOf(this).memory.state());
    return copy;
  }

  /** Forgets everything that was counted, and updates that are under way, but not what a metric remembers of earlier results. */
  reset(): void {
    stores.set(this, emptyStore(this.metric, storeOf(this).memory));
  }
}

interface Store {
  sums: MetricValues | undefined;
  readonly samples: KeptSamples;
  readonly memory: MetricMemory;
  updates: number;
  /** Updates that have begun and are not over. */
  underWay: number;
  numClasses: number | undefined;
  /** What was computed since something was added. */
  result: { readonly value: MetricResult } | undefined;
}

// Outside the class: exported types have no private members, or two copies of core would not fit each other.
const stores = new WeakMap<MetricState, Store>();

function emptyStore(metric: AnyMetric, memory = new MetricMemory()): Store {
  return {
    sums: undefined,
    samples: keepSamples(metric.name, metric),
    memory,
    updates: 0,
    underWay: 0,
    numClasses: undefined,
    result: undefined,
  };
}

function storeOf(state: MetricState): Store {
  return stores.get(state)!;
}

/** Counts a batch and adds it, unless the metric complains of it. */
async function countAndAdd(
  state: MetricState,
  given: Readonly<Record<string, MetricNumbers | undefined>>,
): Promise<{ readonly store: Store; readonly batch: MetricValues }> {
  // A reset puts another store in place: what is still under way then goes to the old one.
  const store = storeOf(state);
  store.underWay += 1;
  try {
    const batch = await count(state, store, given);
    state.metric.check?.(batch);
    add(state.metric, store, batch);
    return { store, batch };
  } finally {
    store.underWay -= 1;
  }
}

/** What a batch adds. */
async function count(
  state: MetricState,
  store: Store,
  given: Readonly<Record<string, MetricNumbers | undefined>>,
): Promise<MetricValues> {
  const { metric, context } = state;
  if (isHostMetric(metric)) {
    const { scores } = context;
    const input = hostInputFor(metric.name, metric, (await hostValuesOf(given)) as HostMetricInput);
    const random = createHostRandom(new RandomStreams(0), 'test', store.updates);
    return checkAdded(metric.name, await metric.updateHost(input, { stage: 'test', scores, random }));
  }
  // Only where it must, so that tensors may be disposed as soon as the call returns.
  if (!tf.getBackend()) await tf.ready();
  return readAll(tf.tidy(() => countBatch(state, metric, store, given)));
}

function add(metric: AnyMetric, store: Store, part: MetricValues, updates = 1): void {
  const { sums, kept: samples } = splitKept(part);
  // In float64 from the first batch on.
  const exact = mergeMetricValues(sums);
  store.sums = store.sums === undefined ? exact : mergeParts(metric, store.sums, exact);
  store.samples.add(samples);
  store.updates += updates;
  store.result = undefined;
}

function countBatch(
  { context }: MetricState,
  metric: Metric<MetricInput>,
  store: Store,
  given: Readonly<Record<string, MetricNumbers | undefined>>,
): Record<string, tf.Tensor> {
  const entries = Object.entries(given).filter(([, numbers]) => numbers !== undefined);
  const batch = Object.fromEntries(entries.map(([name, numbers]) => [name, asTree(numbers!)]));
  const input = inputFor(metric.name, metric, batch as unknown as MetricInput);
  const numClasses = context.numClasses ?? store.numClasses ?? classesOf(input);
  const known = { ...context, numClasses, classesOf: (head: string) => classesOf(partsAt(input, head)) };
  const start = Object.entries(accumulatorsOf(metric.name, metric, known));
  const state = Object.fromEntries(start.map(([name, array]) => [name, toTensor(array)]));
  const random = createStepRandom(new RandomStreams(0), 'test', store.updates);
  const counting = { ...known, stage: 'test', random } as const;
  const counted = checkCounted(metric.name, 'update', metric.update(state, input, counting));
  const samples = metric.keep === undefined ? {} : checkCounted(metric.name, 'keep', metric.keep(input, counting));
  store.numClasses = numClasses;
  const all = Object.entries({ ...counted, ...kept.named(samples) });
  return Object.fromEntries(all.map(([name, tensor]) => [name, tensor.clone()]));
}

/**
 * The third argument is a record: a weight alone would be taken for columns named by numbers. A column that is none of those that the metric
 * names, but for an ending or a beginning (`weights`, `sampleWeight`, `index`), is a slip, and would be passed over.
 */
function checkColumns({ name, needs = [] }: AnyMetric, columns: unknown): void {
  if (!isRecord(columns) || isNdArray(columns) || isTensor(columns))
    throw new InvalidArgumentError('columns', 'a record: { weight: … }', columns);
  const known = ['weight', ...needs];
  for (const column of Object.keys(columns)) {
    const meant = known.includes(column) ? undefined : known.find((one) => isPart(column, one) || isPart(one, column));
    if (meant === undefined) continue;
    const remedy = `Did you mean '${meant}'?`;
    throw new InvalidArgumentError(`A column of the metric '${name}'`, 'one that it looks at', column, remedy);
  }
}

function isPart(part: string, whole: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase());
}

function asTree(numbers: MetricNumbers): TensorTree {
  if (isTensor(numbers)) return requireNumbers(numbers);
  if (ArrayBuffer.isView(numbers)) return toTensor(ndArray(numbers as Float32Array));
  if (isNdArray(numbers)) return toTensor(numbers);
  if (typeof numbers === 'object' && !Array.isArray(numbers))
    return Object.fromEntries(
      Object.entries(numbers as Readonly<Record<string, MetricNumbers | undefined>>).flatMap(([key, part]) =>
        part === undefined ? [] : [[key, asTree(part)]],
      ),
    );
  const array = ndArray(numbers as NestedNumbers);
  if (array.dtype !== 'string') return toTensor(array);
  throw new InvalidArgumentError(
    'What this metric is shown',
    'numbers',
    numbers,
    'Texts are for metrics that count on the host.',
  );
}

/** Of several outputs and targets those of one. */
function partsAt({ prediction, target }: MetricInput, head: string): MetricInput {
  const at = (tree: TensorTree): TensorTree => partAt(tree, head, isTensor) ?? tree;
  return { prediction: at(prediction), target: target && at(target) };
}

/** The number of classes, where the shapes tell: scores for each class against one class a sample. */
function classesOf({ prediction, target }: MetricInput): number | undefined {
  if (!isTensor(prediction) || !isTensor(target)) return undefined;
  return prediction.rank === target.rank + 1 ? prediction.shape.at(-1) : undefined;
}

async function readAll(tensors: Record<string, tf.Tensor>): Promise<MetricValues> {
  try {
    const names = Object.keys(tensors);
    const arrays = await Promise.all(names.map((name) => toNdArray(tensors[name]!)));
    return Object.fromEntries(names.map((name, index) => [name, arrays[index]!]));
  } finally {
    tf.dispose(tensors);
  }
}
