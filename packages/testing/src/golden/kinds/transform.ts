import {
  isNdArray,
  RandomStreams,
  type BatchContext,
  type HostBatch,
  type HostValue,
  type NdArray,
  type Transform,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { ensure } from '../../shared/check.js';
import { isGoldenTensor, type GoldenRecord, type GoldenValue } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';

/** Batches that a transform is fitted to have so many samples, so that what it learns is put together of several. */
const BATCH = 7;

/**
 * Input: `fit`, the samples to learn from where it learns, and `apply`, those that are changed: an array of numbers with the samples along
 * the first axis, or a record of columns, which are lists of numbers or texts; perhaps `target` and `applyTarget`; with `stage` `train` the samples that it learnt from, as training
 * sees them. Expected: `output`, what
 * `input` of the changed samples is; `target`, what their target is; `inverted`, what `invert` makes of that. Numbers are float64.
 */
export const transformKind: GoldenKind<Transform> = {
  onEngines: false,
  closeness: { tolerance: 1e-9, size: (number) => Math.max(1, Math.abs(number)) },
  async compute({ instance: transform, input, golden: { expected = {} } }) {
    const { fitBatches, applyBatch } = transform;
    ensure(applyBatch !== undefined, 'it has no applyBatch');
    if (fitBatches !== undefined) await transform.fitBatches!(inBatches(batchOf(input, 'fit', 'target')));
    const batch = batchOf(input, 'apply', 'applyTarget');
    const made = await transform.applyBatch!(batch, input['stage'] === 'train' ? trainingContext(batch) : context);
    const found: Record<string, unknown> = {};
    if ('output' in expected) found['output'] = alike(made['input']!, expected['output']);
    if ('target' in expected) found['target'] = made['target'];
    if ('inverted' in expected) found['inverted'] = await inverted(transform, made['target']!);
    return found;
  },
};

const context: BatchContext = { epoch: 0, stage: 'validation', random: (stream) => new RandomStreams(0).at(stream, 0) };

function trainingContext(batch: HostBatch): BatchContext {
  return { ...context, stage: 'train', indices: Int32Array.from({ length: lengthOf(batch) }, (_, at) => at) };
}

function batchOf(input: GoldenRecord, part: string, target: string): HostBatch {
  return {
    input: columnsOf(input[part], part),
    ...(input[target] !== undefined && { target: columnsOf(input[target], target) }),
  };
}

function columnsOf(value: GoldenValue | undefined, name: string): HostValue {
  if (isGoldenTensor(value))
    return { dtype: 'float64', shape: value.shape, data: Float64Array.from(value.data, Number) };
  if (Array.isArray(value)) return columnOf(value);
  ensure(typeof value === 'object' && value !== null, `the input has no '${name}'`);
  return Object.fromEntries(Object.entries(value).map(([key, column]) => [key, columnOf(column as GoldenValue[])]));
}

/** Numbers, `"NaN"` among them, or texts. */
function columnOf(values: readonly unknown[]): HostValue {
  const isNumber = (value: unknown): boolean => typeof value === 'number' || value === 'NaN';
  if (!values.every(isNumber)) return values;
  return { dtype: 'float64', shape: [values.length], data: Float64Array.from(values, Number) };
}

/** The batch in parts; one after the other, however often. */
function inBatches(batch: HostBatch): AsyncIterable<HostBatch> {
  const length = lengthOf(batch);
  return {
    async *[Symbol.asyncIterator]() {
      for (let start = 0; start < length; start += BATCH)
        yield await Promise.resolve(sliced(batch, start, Math.min(length, start + BATCH)) as HostBatch);
    },
  };
}

function sliced(value: HostValue, start: number, end: number): HostValue {
  if (Array.isArray(value)) return value.slice(start, end);
  if (isNdArray(value)) {
    const size = value.data.length / Math.max(1, value.shape[0]!);
    const data = value.data.slice(start * size, end * size);
    return { ...value, shape: [end - start, ...value.shape.slice(1)], data };
  }
  const parts = Object.entries(value as HostBatch).map(([key, part]) => [key, sliced(part, start, end)] as const);
  return Object.fromEntries(parts);
}

function lengthOf(value: HostValue): number {
  if (Array.isArray(value)) return value.length;
  if (isNdArray(value)) return value.shape[0]!;
  return lengthOf(Object.values(value as HostBatch)[0]!);
}

/** Columns of numbers side by side where an array is expected, or else as lists. */
function alike(value: HostValue, expected: GoldenValue | undefined): unknown {
  if (isNdArray(value) || Array.isArray(value)) return value;
  const columns = Object.entries(value as HostBatch).map(
    ([name, column]) => [name, Array.from((isNdArray(column) ? column.data : column) as ArrayLike<unknown>)] as const,
  );
  if (!isGoldenTensor(expected)) return Object.fromEntries(columns);
  const rows = columns[0]?.[1].length ?? 0;
  const data = Float64Array.from({ length: rows * columns.length }, (_, at) =>
    Number(columns[at % columns.length]![1][Math.floor(at / columns.length)]),
  );
  return { dtype: 'float64', shape: [rows, columns.length], data };
}

async function inverted(transform: Transform, target: HostValue): Promise<NdArray> {
  ensure(isNdArray(target), 'its target is no array');
  const given = tf.tensor(Float32Array.from(target.data as Float64Array), [...target.shape]);
  // It is part of a step, whose intermediate tensors are freed.
  const undone = tf.tidy(() => transform.invert!(given) as tf.Tensor);
  const data = Float64Array.from(await undone.data());
  const { shape } = undone;
  tf.dispose([given, undone]);
  return { dtype: 'float64', shape, data };
}
