import { isNdArray } from './nd-array.js';

/** Whether what a function gave is a record: neither a list nor an array, nor a tensor, nor a promise. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  return !isNdArray(value) && !('dataId' in value) && !(value instanceof Promise);
}

/** What to do about what a function gave, where it gave nothing. */
export function remedyFor(value: unknown): string | undefined {
  return value === undefined ? 'Is a return missing?' : undefined;
}
