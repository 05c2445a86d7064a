import { isFigure, isNdArray, type MetricResult } from '@lml/core';

import { ensure } from '../shared/check.js';
import { numbersOf } from '../shared/tensors.js';

/** Complains unless it is a number, an array, a figure, or several by name. */
export function ensureResult(result: unknown): asserts result is MetricResult {
  ensure(isResult(result), 'its result is neither a number, nor an NdArray, nor a figure, nor such by name');
}

function isResult(result: unknown): boolean {
  if (typeof result === 'number' || isNdArray(result) || isFigure(result)) return true;
  return typeof result === 'object' && result !== null && Object.values(result).every(isResult);
}

/** Whether a result, or any number of a record, is NaN, or all of an array is. */
export function isNotANumber(result: MetricResult): boolean {
  if (typeof result === 'number') return Number.isNaN(result);
  if (isNdArray(result)) return result.data.length > 0 && numbersOf(result).every(Number.isNaN);
  return typeof result === 'object' && !isFigure(result) && Object.values(result).some(isNotANumber);
}

/** A result without the data types of its arrays, which may be wider after a merge. */
export function plainResult(result: MetricResult): unknown {
  if (typeof result !== 'object') return result;
  if (isNdArray(result)) return { shape: result.shape, values: numbersOf(result) };
  return Object.fromEntries(Object.entries(result).map(([key, part]) => [key, plainPart(part)]));
}

function plainPart(part: unknown): unknown {
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? plainResult(part as MetricResult) : part;
}
