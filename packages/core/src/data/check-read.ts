import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { HostBatch } from './batch.js';
import { checkArray } from './check-array.js';
import { isRecord, remedyFor } from './given-record.js';
import { isNdArray } from './nd-array.js';
import type { Sample } from './sample.js';

/**
 * Checks what a function gave as a sample. `sample` names it for a message, `by` the function.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function checkSample(value: unknown, sample: () => string, by: string): asserts value is Sample {
  if (isRecord(value)) return;
  const expected = 'a record of parts, such as { input, target }';
  throw new InvalidArgumentError(`What ${by} gives for ${sample()}`, expected, value, remedyFor(value));
}

/**
 * Checks what `iterate` gave as a stream.
 *
 * @throws `LML_INVALID_ARGUMENT`
 */
export function checkStream(value: unknown): asserts value is AsyncIterable<Sample> | Iterable<Sample> {
  const parts = Object(value) as Partial<AsyncIterable<Sample> & Iterable<Sample>>;
  if (Symbol.asyncIterator in parts || Symbol.iterator in parts) return;
  const expected = 'samples one by one, as async *iterate() yields them';
  throw new InvalidArgumentError('What iterate gives', expected, value, remedyFor(value));
}

/**
 * Checks what a function gave as a batch, with all its arrays.
 *
 * @throws `LML_INVALID_ARGUMENT`, and `LML_SHAPE_MISMATCH` for an array whose values do not fill its shape.
 */
export function checkBatch(value: unknown, by: string): asserts value is HostBatch {
  if (!isRecord(value)) {
    const expected = 'a record of stacked parts, such as { input, target }';
    throw new InvalidArgumentError(`The batch that ${by} gives`, expected, value, remedyFor(value));
  }
  checkParts(value, by, '');
}

function checkParts(batch: Readonly<Record<string, unknown>>, by: string, above: string): void {
  for (const [key, value] of Object.entries(batch)) {
    const name = `'${above}${key}' in the batch that ${by} gives`;
    if (isNdArray(value)) checkArray(name, value);
    else if (isRecord(value)) checkParts(value, by, `${above}${key}.`);
    else if (!Array.isArray(value))
      throw new InvalidArgumentError(name, 'an NdArray, a record of them, or a list that stays on the host', value);
  }
}

/**
 * Checks the order that a sampler gave.
 *
 * @throws `LML_INVALID_ARGUMENT` for what is no list of indices of samples.
 */
export function checkOrder(order: unknown, length: number): asserts order is ArrayLike<number> {
  if (!Array.isArray(order) && !(ArrayBuffer.isView(order) && 'length' in order))
    throw new InvalidArgumentError(
      'The order that the sampler gives',
      'a list of indices of samples',
      order,
      remedyFor(order),
    );
  const indices = order as ArrayLike<unknown>;
  for (let at = 0; at < indices.length; at++) {
    const index = indices[at];
    if (Number.isInteger(index) && Number(index) >= 0 && Number(index) < length) continue;
    const expected = `a whole number from 0 to ${length - 1} (there are ${length} samples)`;
    throw new InvalidArgumentError(`Index ${at} of the order that the sampler gives`, expected, index);
  }
}

/**
 * Checks the batches that a sampler gave.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no lists of indices of samples.
 */
export function checkBatches(given: unknown, length: number): readonly ArrayLike<number>[] {
  const isIterable = typeof given === 'object' && given !== null && Symbol.iterator in given;
  if (!isIterable)
    throw new InvalidArgumentError(
      'What batches of the sampler gives',
      'lists of indices, one for each batch',
      given,
      remedyFor(given),
    );
  const batches = [...(given as Iterable<unknown>)];
  for (const batch of batches) {
    checkOrder(batch, length);
    if (batch.length === 0)
      throw new InvalidArgumentError('A batch that the sampler gives', 'of at least one sample', batch);
  }
  return batches as ArrayLike<number>[];
}
