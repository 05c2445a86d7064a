import { formatNumber } from '../../training/format.js';
import type { ColumnProfile, ProfileBin, ValueCount } from './data-profile.js';

/** The values of a column: numbers, NaN where one is missing, or texts, `''` where one is. */
export type ProfiledValues = Float64Array | readonly string[];

const BINS = 20;
const TOP = 10;
/** Numbers with fewer different values are counted one by one. */
const FEW = 12;

/** Says what is in a column. */
export function profileColumn(name: string, values: ProfiledValues): ColumnProfile {
  return values instanceof Float64Array ? profileNumbers(name, values) : profileTexts(name, values);
}

function profileNumbers(name: string, values: Float64Array): ColumnProfile {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const missing = values.length - sorted.length;
  const distinct = sorted.reduce((count, value, at) => (at > 0 && value === sorted[at - 1] ? count : count + 1), 0);
  if (sorted.length === 0)
    return { name, type: 'number', missing, distinct, notes: values.length === 0 ? [] : ['all values are missing'] };
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const variance = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length;
  const [min, max] = [sorted[0]!, sorted.at(-1)!];
  const notes = missingNotes(missing, values.length);
  if (distinct === 1) notes.push('constant');
  else if (distinct === sorted.length && sorted.length > FEW && countsRows(values)) notes.push('counts the rows');
  if (!Number.isFinite(min) || !Number.isFinite(max)) notes.push('infinite values');
  return {
    name,
    type: 'number',
    missing,
    distinct,
    min,
    max,
    mean,
    deviation: Math.sqrt(variance),
    quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)],
    bins: binsOf(sorted, min, max),
    ...(distinct <= FEW && { top: topOf(countsOf(Array.from(sorted, formatNumber))) }),
    notes,
  };
}

function profileTexts(name: string, values: readonly string[]): ColumnProfile {
  const present = values.filter((value) => value !== '');
  const missing = values.length - present.length;
  const counts = countsOf(present);
  const notes = missingNotes(missing, values.length);
  if (counts.size === 1) notes.push('constant');
  if (counts.size === present.length && present.length > FEW) notes.push('different in each row: a name, no category');
  else if (counts.size > 100) notes.push(`${counts.size} categories: many for one-hot columns`);
  notes.push(...textNotes(counts));
  return { name, type: 'text', missing, distinct: counts.size, top: topOf(counts), notes };
}

/** What texts look like that are none. */
function textNotes(counts: ReadonlyMap<string, number>): string[] {
  const values = [...counts.keys()];
  const others = values.filter((text) => text.trim() === '' || Number.isNaN(Number(text)));
  const notes: string[] = [];
  if (values.length >= 5 && others.length < values.length / 2) {
    const shown = others.slice(0, 3).map((text) => `'${text}'`);
    notes.push(`mostly numbers, but for ${shown.join(', ')}: name what stands for missing in naValues`);
  }
  if (values.length > 1 && values.every((text) => /^\d{4}-\d\d-\d\d/.test(text)))
    notes.push("dates: read as types: { … : 'date' }");
  const sign = values.find((text) => text !== '' && !/[\p{L}\p{N}]/u.test(text));
  if (sign !== undefined && values.length > 1)
    notes.push(`'${sign}' has no letter or digit: if it stands for missing, name it in naValues`);
  const trimmed = values.find((text) => text !== text.trim());
  if (trimmed !== undefined) notes.push(`blanks around '${trimmed.trim()}'`);
  const byPlain = new Map<string, string>();
  for (const text of values) {
    const plain = text.trim().toLowerCase();
    const other = byPlain.get(plain);
    if (other !== undefined && other.trim() !== text.trim()) {
      notes.push(`'${other}' and '${text}' differ in their case alone`);
      break;
    }
    byPlain.set(plain, text);
  }
  return notes;
}

function missingNotes(missing: number, length: number): string[] {
  const share = missing / Math.max(1, length);
  if (share === 1) return ['all values are missing'];
  return share > 0.2 ? [`${Math.round(share * 100)} % missing`] : [];
}

/** Whether numbers are those of the rows, from whatever number on. */
function countsRows(values: Float64Array): boolean {
  return values.every((value, row) => row === 0 || value === values[row - 1]! + 1);
}

/** The value below which a share of sorted numbers lies, as NumPy interpolates. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const [left, right] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!];
  return left === right ? left : left + (right - left) * (at - low);
}

function binsOf(sorted: Float64Array, min: number, max: number): ProfileBin[] {
  if (!Number.isFinite(max - min) || min === max) return [];
  const width = (max - min) / BINS;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of sorted) counts[Math.min(BINS - 1, Math.floor((value - min) / width))]! += 1;
  return counts.map((count, at) => ({ from: min + at * width, to: min + (at + 1) * width, count }));
}

/** How often each text occurs. */
export function countsOf(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function topOf(counts: ReadonlyMap<string, number>): ValueCount[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, TOP).map(([value, count]) => ({ value, count }));
}
