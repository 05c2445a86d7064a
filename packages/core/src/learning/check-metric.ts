import { checkArray } from '../data/check-array.js';
import { isRecord, remedyFor } from '../data/given-record.js';
import { isNdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { isTensor, type Tensors } from '../tensorflow/tensor-tree.js';
import { checkFigure } from './check-figure.js';
import { isHostMetric, type AnyMetric, type MetricContext, type MetricResult, type MetricValues } from './metric.js';

/**
 * The empty accumulators of a metric.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH` if it gives anything but arrays, of float32 or int32 where the engine counts.
 */
export function accumulatorsOf(name: string, metric: AnyMetric, context: MetricContext): MetricValues {
  const onHost = isHostMetric(metric);
  const values: unknown = onHost ? (metric.init?.(context) ?? {}) : metric.init(context);
  const what = `What init of the metric '${name}' gives`;
  if (!isRecord(values)) throw new InvalidArgumentError(what, 'a record of arrays', values, remedyFor(values));
  for (const [key, value] of Object.entries(values)) {
    const part = `'${key}' of the metric '${name}'`;
    if (!isNdArray(value)) throw new InvalidArgumentError(part, 'an NdArray', value);
    checkArray(part, value);
    if (!onHost && value.dtype !== 'float32' && value.dtype !== 'int32')
      throw new InvalidArgumentError(`The dtype of ${part}`, 'float32 or int32', value.dtype);
  }
  return values as MetricValues;
}

/**
 * The tensors that `update` or `keep` of a metric gave.
 *
 * @throws `LML_INVALID_ARGUMENT` for anything but a record of tensors.
 */
export function checkCounted(name: string, method: 'update' | 'keep', counted: unknown): Tensors {
  const what = `What ${method} of the metric '${name}' gives`;
  if (!isRecord(counted)) throw new InvalidArgumentError(what, 'a record of tensors', counted, remedyFor(counted));
  for (const [key, value] of Object.entries(counted)) {
    if (!isTensor(value)) throw new InvalidArgumentError(`${what} as '${key}'`, 'a tensor', value);
  }
  return counted as Tensors;
}

/**
 * What a metric of the host adds for a batch.
 *
 * @throws `LML_INVALID_ARGUMENT`, `LML_SHAPE_MISMATCH` for anything but a record of arrays.
 */
export function checkAdded(name: string, added: unknown): MetricValues {
  const what = `What updateHost of the metric '${name}' gives`;
  if (!isRecord(added)) throw new InvalidArgumentError(what, 'a record of arrays', added, remedyFor(added));
  for (const [key, value] of Object.entries(added)) {
    if (!isNdArray(value)) throw new InvalidArgumentError(`${what} as '${key}'`, 'an NdArray', value);
    checkArray(`'${key}' of the metric '${name}'`, value);
  }
  return added as MetricValues;
}

/**
 * The result of a metric.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is neither a number, nor an array of numbers, nor a figure, nor a record of such;
 * `LML_SHAPE_MISMATCH` for arrays that do not fill their shapes or, in a figure, do not fit each other.
 */
export function checkResult(name: string, result: unknown): MetricResult {
  const what = `What compute of the metric '${name}' gives`;
  if (isNdArray(result)) {
    checkArray(what.replace('What', 'what'), result);
    if (result.dtype === 'string') throw new InvalidArgumentError(what, 'of numbers', result);
    return result;
  }
  if (typeof result === 'number') return result;
  if (isRecord(result) && 'figure' in result) {
    checkFigure(what.replace('What', 'what'), result);
    return result;
  }
  if (isRecord(result)) {
    for (const [key, part] of Object.entries(result)) checkResult(`${name}/${key}`, part);
    return result as MetricResult;
  }
  const expected = 'a number, an NdArray, a figure or a record of such';
  throw new InvalidArgumentError(what, expected, result, remedyFor(result));
}
