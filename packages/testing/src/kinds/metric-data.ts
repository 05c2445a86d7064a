import {
  batchSizeOf,
  concatenate,
  isHostMetric,
  isNdArray,
  MetricState,
  mergeMetricValues,
  RandomStreams,
  toNdArray,
  toTensor,
  type AnyMetric,
  type HostBatch,
  type HostMetricContext,
  type HostMetricInput,
  type HostValue,
  type Metric,
  type MetricColumns,
  type MetricContext,
  type MetricInput,
  type MetricNumbers,
  type MetricUpdateContext,
  type MetricValues,
  type NdArray,
} from '@lml/core';
import { inputFor } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { FixtureTree, MetricConformance, TensorFixture } from '../conformance.js';
import { arraysOf, mapArrays, range, rowsOfTree, samplesOfTree, type ArrayTree } from '../shared/array-tree.js';
import { ensure, type Case } from '../shared/check.js';
import { fixedRandom } from '../shared/fixed-random.js';
import { firstAccepted, rowsOf } from '../shared/fixtures.js';
import { isNotANumber } from './metric-result.js';

/** What a metric is shown, whole and in parts. */
export interface MetricData {
  /** The number of samples. */
  readonly samples: number;
  /** What the metric knows before the first batch. */
  readonly context: MetricContext;
  /** Prediction and target as they are, where they are arrays. */
  readonly arrays: { readonly prediction: ArrayTree; readonly target: ArrayTree | undefined } | undefined;
  /** Samples of these numbers as a batch. */
  rows(indices: readonly number[]): HostBatch;
  /** The same with other predictions. */
  predicting(prediction: ArrayTree): MetricData;
}

const SCORES: TensorFixture = { shape: [8, 3], low: -2, high: 2 };
const CLASSES: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 2, 0, 1, 2, 0, 1] };
const PREDICTED: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 2, 2, 1, 1] };
const TRUTHS: TensorFixture = { shape: [8], dtype: 'int32', values: [0, 1, 1, 0, 1, 0, 0, 1] };
const FRACTIONS: TensorFixture = { shape: [8], low: 0.05, high: 0.95 };
const NUMBERS: TensorFixture = { shape: [8], low: -2, high: 2 };

/** Pairs of output or prediction and target that most metrics take one of. */
const USUAL: readonly (readonly [TensorFixture, TensorFixture])[] = [
  [SCORES, CLASSES],
  [FRACTIONS, TRUTHS],
  [NUMBERS, NUMBERS],
  [SCORES, SCORES],
  [PREDICTED, CLASSES],
  [
    { ...SCORES, low: 0.05, high: 0.95 },
    { shape: [8, 3], dtype: 'int32' },
  ],
];

/** Metrics that draw numbers are shown the same ones each time. */
export const COUNTING: MetricUpdateContext = { stage: 'test', random: fixedRandom };

/** Likewise of the host. */
export const COUNTING_ON_HOST: HostMetricContext = {
  stage: 'test',
  random: (stream) => new RandomStreams(0).at(stream, 0),
};

/** What a metric is checked with. */
export function conformanceOf({ conformance }: Case): MetricConformance {
  return conformance ?? {};
}

/** The samples of the trait, or the first of the usual ones that the metric takes and makes a number of. */
export async function dataOf(metric: AnyMetric, one: Case): Promise<MetricData> {
  const { batch, prediction, target, columns = {}, numClasses } = conformanceOf(one);
  if (isHostMetric(metric)) return dataOfBatch(batch as (HostMetricInput & HostBatch) | undefined, { numClasses });
  const read = ([output, answer]: readonly [FixtureTree, FixtureTree | null]): MetricData =>
    dataOfArrays(
      {
        ...Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, arraysOf(column, name)])),
        prediction: arraysOf(output, 'prediction'),
        ...(answer !== null && { target: arraysOf(answer, 'target') }),
      },
      { numClasses: numClasses ?? classesOf(output, answer) },
    );
  const filled = ([output, answer]: readonly [TensorFixture, TensorFixture]): [FixtureTree, FixtureTree | null] => [
    prediction ?? output,
    target === undefined ? answer : target,
  ];
  const usual = metric.on === 'prediction' ? [USUAL[4]!, ...USUAL] : USUAL;
  const candidates = prediction !== undefined && target !== undefined ? usual.slice(0, 1) : usual;
  const accepted = await firstAccepted(
    candidates,
    async (candidate) => {
      const data = read(filled(candidate));
      const counted = await inOnePass(metric, data, cut(data, [0, data.samples]));
      metric.check?.(counted);
      const result = metric.compute(counted);
      ensure(!isNotANumber(result), 'its result is NaN');
    },
    'prediction: { shape, … }, target: { shape, … }, columns: { … }',
  );
  return read(filled(accepted));
}

function dataOfArrays(columns: Readonly<Record<string, ArrayTree>>, context: MetricContext): MetricData {
  const { prediction, target } = columns;
  return {
    samples: samplesOfTree(prediction!),
    context,
    arrays: { prediction: prediction!, target },
    rows: (indices) =>
      Object.fromEntries(Object.entries(columns).map(([name, tree]) => [name, rowsOfTree(tree, indices)])),
    predicting: (others) => dataOfArrays({ ...columns, prediction: others }, context),
  };
}

function dataOfBatch(batch: HostBatch | undefined, context: MetricContext): MetricData {
  const trait = 'conformance: { batch: { prediction: …, target: … } }';
  ensure(batch !== undefined, `it counts on the host. Give it the trait ${trait}`);
  const samples = batchSizeOf(batch);
  ensure(samples > 3, 'the batch of its trait conformance has fewer than four samples');
  const data: MetricData = {
    samples,
    context,
    arrays: undefined,
    rows: (indices) => rowsOfBatch(batch, indices),
    predicting: () => data,
  };
  return data;
}

function rowsOfBatch(batch: HostBatch, indices: readonly number[]): HostBatch {
  const rows = (part: HostValue): HostValue => {
    if (isNdArray(part)) return concatenate(indices.map((index) => rowsOf(part, index, index + 1)));
    if (Array.isArray(part)) return indices.map((index) => (part as readonly unknown[])[index]);
    return rowsOfBatch(part as HostBatch, indices);
  };
  return Object.fromEntries(Object.entries(batch).map(([key, part]) => [key, rows(part)]));
}

function classesOf(prediction: FixtureTree, target: FixtureTree | null): number | undefined {
  const [output, answer] = [prediction as TensorFixture, target as TensorFixture | null];
  if (prediction === PREDICTED) return 3;
  if (!Array.isArray(output.shape) || !Array.isArray(answer?.shape)) return undefined;
  return output.shape.length === answer.shape.length + 1 ? output.shape.at(-1) : undefined;
}

/** Batches that end at `cuts`. */
export function cut({ rows }: MetricData, cuts: readonly number[]): HostBatch[] {
  return cuts.slice(0, -1).map((from, index) => rows(range(from, cuts[index + 1]!)));
}

/** The accumulators after batches, as the engine gathers them, with what is kept beside them. */
export async function inOnePass(
  metric: AnyMetric,
  data: MetricData,
  batches: readonly HostBatch[],
): Promise<MetricValues> {
  if (isHostMetric(metric)) return apart(metric, data, batches);
  const kept: MetricValues[] = [];
  let state = metric.init(data.context);
  for (const batch of batches) {
    const tensors = tf.tidy(() => {
      const input = inputOf(metric, batch);
      const before = Object.fromEntries(Object.entries(state).map(([name, array]) => [name, toTensor(array)]));
      const clone = (record: Readonly<Record<string, tf.Tensor>>): Record<string, tf.Tensor> =>
        Object.fromEntries(Object.entries(record).map(([name, tensor]) => [name, tensor.clone()]));
      const after = metric.update(before, input, COUNTING);
      return { state: clone(after), kept: clone(metric.keep?.(input, COUNTING) ?? {}) };
    });
    state = await readAll(tensors.state, '');
    if (Object.keys(tensors.kept).length > 0) kept.push(await readAll(tensors.kept, 'kept/'));
  }
  return { ...state, ...mergeMetricValues(...kept) };
}

/** The accumulators of batches that were counted each by itself, and merged. */
export async function apart(metric: AnyMetric, data: MetricData, batches: readonly HostBatch[]): Promise<MetricValues> {
  if (isHostMetric(metric)) return onHost(metric, data, batches);
  const parts: MetricValues[] = [];
  for (const batch of batches) parts.push(await inOnePass(metric, data, [batch]));
  const { merge } = metric;
  if (merge === undefined) return mergeMetricValues(...parts);
  const only = (part: MetricValues, isKept: boolean): MetricValues =>
    Object.fromEntries(Object.entries(part).filter(([name]) => name.startsWith('kept/') === isKept));
  const sums = parts.map((part) => mergeMetricValues(only(part, false))).reduce((a, b) => merge.call(metric, a, b));
  return { ...sums, ...mergeMetricValues(...parts.map((part) => only(part, true))) };
}

async function onHost(
  metric: AnyMetric,
  { context }: MetricData,
  batches: readonly HostBatch[],
): Promise<MetricValues> {
  const state = new MetricState(metric, context);
  for (const { prediction, target, ...columns } of batches)
    await state.update(prediction as MetricNumbers, target as MetricNumbers, columns as MetricColumns);
  return state.values;
}

/** What a metric of tensors is shown of a batch. */
export function inputOf(metric: Metric<MetricInput>, batch: HostBatch): MetricInput {
  const tensors = Object.entries(batch).map(([name, tree]) => [name, mapArrays(tree as ArrayTree, toTensor)]);
  return inputFor(metric.name, metric, Object.fromEntries(tensors) as MetricInput);
}

async function readAll(tensors: Readonly<Record<string, tf.Tensor>>, prefix: string): Promise<MetricValues> {
  const values: Record<string, NdArray> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    values[prefix + name] = await toNdArray(tensor);
    tensor.dispose();
  }
  return values;
}
