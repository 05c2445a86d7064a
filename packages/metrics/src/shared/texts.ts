import { InvalidArgumentError, isNdArray, ShapeMismatchError, type HostMetricInput } from '@lml/core';

import type { TextSettings } from './text-options.js';
import { numbersOf } from './values.js';

/** One sample: what was predicted, and the texts that would be right. */
export interface TextSample {
  /** The predicted text. */
  readonly prediction: string;
  /** The right texts: one, or several of which each is right. */
  readonly references: readonly string[];
}

/** How many references a metric takes for a sample. */
export type ReferenceCount = 'one' | 'several' | 'any';

/** The samples of a batch and their weights. */
export interface Texts {
  readonly samples: readonly TextSample[];
  /** One a sample; missing where all count alike. */
  readonly weights: readonly number[] | undefined;
}

/**
 * The texts of a batch. Predictions are a text, a list of texts, or records with the text in `field`; of a predictor what its `decode`
 * gives. A target is a text or a list of texts for each prediction, or records with those in `targetField`, or one record of lists.
 *
 * @throws `LML_INVALID_ARGUMENT` for what are no texts, `LML_SHAPE_MISMATCH` where there are not as many of one as of the other.
 */
export function textsOf(
  metric: string,
  input: HostMetricInput,
  { field, targetField }: Pick<TextSettings, 'field' | 'targetField'>,
  count: ReferenceCount,
): Texts {
  const given: unknown = input.records ?? input.prediction;
  const predictions = listOf(given, field).map((one, at) => {
    const text = partOf(one, field);
    if (typeof text === 'string') return text;
    const expected = `a text, or a record with a text as '${field}'`;
    const remedy = input.records === undefined ? undefined : "The predictor's decode makes texts of its predictions.";
    throw new InvalidArgumentError(`Prediction ${at} of ${metric}`, expected, one, remedy);
  });
  // By hand, several references of a single text are one list.
  const targets = isSingle(given, field) && !isSingle(input.target, targetField) ? [input.target] : undefined;
  const references = (targets ?? listOf(input.target, targetField)).map((one, at) =>
    referencesOf(metric, partOf(one, targetField), at, count),
  );
  requireAsMany(metric, 'references', references.length, predictions.length);
  const samples = predictions.map((prediction, at) => ({ prediction, references: references[at]! }));
  return { samples, weights: weightsOf(metric, input.weight, samples.length) };
}

function weightsOf(metric: string, weight: unknown, length: number): readonly number[] | undefined {
  if (weight === undefined) return undefined;
  const weights: unknown = isNdArray(weight) ? numbersOf(weight) : weight;
  if (!Array.isArray(weights) || !weights.every((one) => typeof one === 'number'))
    throw new InvalidArgumentError(`The weight of ${metric}`, 'a list of numbers, one a sample', weight);
  requireAsMany(metric, 'weights', weights.length, length);
  return weights;
}

function requireAsMany(metric: string, what: string, received: number, length: number): void {
  if (received === length) return;
  throw new ShapeMismatchError(
    `${metric} needs ${what} for each prediction, got ${received} for ${length} predictions. Several references of a sample ` +
      'are a list in the place of its text.',
  );
}

function referencesOf(metric: string, given: unknown, at: number, count: ReferenceCount): readonly string[] {
  const texts: unknown = typeof given === 'string' ? [given] : textsIn(given);
  const isList = Array.isArray(texts) && texts.every((text) => typeof text === 'string');
  const length = isList ? texts.length : NaN;
  if (isList && (count === 'any' || (count === 'one' ? length === 1 : length > 0))) return texts;
  const expected = { one: 'a text', several: 'a text or a list of texts', any: 'a text or a list of texts' }[count];
  throw new InvalidArgumentError(`The references of prediction ${at} of ${metric}`, expected, given);
}

/** Texts as a list, and those of an array with two axes as a list of lists. */
function textsIn(given: unknown): unknown {
  if (!isNdArray(given) || given.dtype !== 'string') return given;
  const [rows = 0, width] = given.shape;
  const texts = given.data as readonly string[];
  return width === undefined
    ? texts
    : Array.from({ length: rows }, (_, row) => texts.slice(row * width, (row + 1) * width));
}

/** What stands in a field of a record, `'answers.text'` in one of a record within; anything else as it is. */
function partOf(given: unknown, field: string): unknown {
  return field.split('.').reduce((part, key) => (isPlainRecord(part) ? part[key] : part), given);
}

function isPlainRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) && !isNdArray(given);
}

function isSingle(given: unknown, field: string): boolean {
  return typeof partOf(given, field) === 'string';
}

/** One for each sample. */
function listOf(given: unknown, field: string): readonly unknown[] {
  const part = textsIn(partOf(given, field));
  return Array.isArray(part) ? part : [part];
}

/** Texts, one for each sample, of what may also be something else; undefined where it is. */
export function plainTexts(given: unknown, field: string): readonly string[] | undefined {
  const texts = listOf(given, field).map((one) => partOf(one, field));
  return texts.every((text) => typeof text === 'string') ? texts : undefined;
}
