import { isNdArray, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { AnyPredictor, DecodeContext, Predicted } from './predictor.js';

/**
 * A plain record for each sample of a batch: what the predictor makes of its prediction, or else its numbers as (nested) lists, in a
 * record where there are several.
 *
 * @throws `LML_INVALID_ARGUMENT` for a `decode` that gives anything but one for each sample.
 *
 * @example
 * ```ts
 * import { decodePrediction, ndArray } from '@lml/core';
 * import { classification } from '@lml/predictors';
 *
 * const known = { classNames: ['cat', 'dog'] };
 * decodePrediction(classification(), ndArray(Int32Array.of(1)), known, 1); // => [{ label: 'dog', index: 1 }]
 * decodePrediction(undefined, { size: ndArray([3, 4]) }, {}, 2); // => [{ size: 3 }, { size: 4 }]
 * ```
 */
export function decodePrediction(
  predictor: AnyPredictor | undefined,
  prediction: Predicted,
  context: DecodeContext,
  size: number,
): readonly unknown[] {
  if (predictor?.decode === undefined) return Array.from({ length: size }, (_, row) => plainRow(prediction, row));
  const records: unknown = predictor.decode(prediction, context);
  if (Array.isArray(records) && records.length === size) return records;
  const what = `What decode of the predictor '${predictor.name}' gives`;
  throw new InvalidArgumentError(what, `a list of ${size}, one for each sample`, records);
}

/** The numbers of a sample. */
function plainRow(prediction: Predicted, row: number): unknown {
  if (Array.isArray(prediction)) return (prediction as readonly Predicted[]).map((part) => plainRow(part, row));
  if (!isNdArray(prediction)) {
    const entries = Object.entries(prediction as { readonly [key: string]: Predicted });
    return Object.fromEntries(entries.map(([key, part]) => [key, plainRow(part, row)]));
  }
  const { shape, data }: NdArray = prediction;
  const [samples = 1, ...rest] = shape;
  const length = data.length / Math.max(1, samples);
  return nested(Array.from(data as ArrayLike<number>).slice(row * length, (row + 1) * length), rest);
}

function nested(values: readonly number[], shape: readonly number[]): unknown {
  const [first, ...rest] = shape;
  if (first === undefined) return values[0];
  const size = values.length / Math.max(1, first);
  return Array.from({ length: first }, (_, index) => nested(values.slice(index * size, (index + 1) * size), rest));
}
