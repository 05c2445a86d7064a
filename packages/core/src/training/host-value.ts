import type { HostValue } from '../data/batch.js';
import { isNdArray } from '../data/nd-array.js';

/** A value that cannot be computed with, and where it stands in its batch. */
export interface PlacedValue {
  /** The row of the batch. */
  readonly row: number;
  /** The position among the texts of its sample, where that has several. */
  readonly position: number | undefined;
  /** The value. */
  readonly value: unknown;
}

/** Why a part of a batch cannot be computed with: its first text that is no number, or else its first value. */
export function hostValueOf(part: HostValue): PlacedValue {
  const values = samplesOf(part).flatMap((sample, row): PlacedValue[] =>
    isTexts(sample)
      ? sample.map((value, position) => ({ row, position, value }))
      : [{ row, position: undefined, value: sample }],
  );
  return values.find(({ value }) => isWord(value)) ?? values[0] ?? { row: 0, position: undefined, value: undefined };
}

function samplesOf(part: HostValue): readonly unknown[] {
  if (!isNdArray(part)) return part as readonly unknown[];
  const [samples = 1, ...rest] = part.shape;
  const data = part.data as readonly unknown[];
  const size = data.length / samples;
  return rest.length === 0
    ? data
    : Array.from({ length: samples }, (_, row) => data.slice(row * size, (row + 1) * size));
}

function isTexts(sample: unknown): sample is readonly string[] {
  return Array.isArray(sample) && sample.length > 0 && sample.every((value) => typeof value === 'string');
}

function isWord(value: unknown): boolean {
  return typeof value === 'string' && (value.trim() === '' || !Number.isFinite(Number(value)));
}
