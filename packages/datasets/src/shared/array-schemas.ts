import { isNdArray } from '@lml/core';
import { z } from 'zod';

import type { ArrayInput, InputsInput } from './array-input.js';
import { describe } from './invalid-value.js';

const ARRAY_WORDS = 'an NdArray, a typed array, or nested arrays';

/** The schema of an option that is one array. What is inside is looked at by `toColumn`, so that it is walked once. */
export const arraySchema = z
  .any()
  .superRefine((value: unknown, context) => {
    if (!isArrayLike(value)) context.addIssue(`must be ${ARRAY_WORDS}, got ${describe(value)}`);
  })
  .meta({ type: 'array' }) as unknown as z.ZodType<ArrayInput, ArrayInput>;

/** The schema of an option that is one array or a record of arrays. */
export const inputsSchema = z
  .any()
  .superRefine((value: unknown, context) => {
    if (!isArrayLike(value) && !isRecord(value))
      context.addIssue(`must be ${ARRAY_WORDS}, or a record of them, got ${describe(value)}`);
  })
  .meta({ anyOf: [{ type: 'array' }, { type: 'object' }] }) as unknown as z.ZodType<InputsInput, InputsInput>;

/** Whether a value may be an array, by its outside. */
export function isArrayLike(value: unknown): value is ArrayInput {
  return Array.isArray(value) || isNdArray(value) || ArrayBuffer.isView(value);
}

/** Whether a value is a plain object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
