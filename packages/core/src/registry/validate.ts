import { InvalidOptionsError, type OptionIssue } from '../errors/invalid-options-error.js';
import type { ComponentSchema, SchemaIssue } from './component.js';
import { nearest } from './nearest.js';

/** Checks options by a schema, fills in defaults, and turns complaints into one {@link InvalidOptionsError}. */
export function validateOptions<Output>(
  schema: ComponentSchema<unknown, Output>,
  options: unknown,
  subject: string,
): Output {
  const result = schema['~standard'].validate(options);
  if (result instanceof Promise) throw new TypeError(`The schema of ${subject} is asynchronous; it must not be.`);
  if (result.issues === undefined) return result.value;
  const known = knownOptions(schema);
  throw new InvalidOptionsError(
    subject,
    result.issues.flatMap((issue) => explain(issue, known)),
  );
}

function explain(issue: SchemaIssue & { keys?: readonly string[] }, known: readonly string[]): OptionIssue[] {
  const path = (issue.path ?? []).map((part) => toKey(typeof part === 'object' ? part.key : part));
  if (issue.keys === undefined) return [{ path, message: issue.message }];
  return issue.keys.map((key) => {
    if (path.length > 0) return { path: [...path, key], message: 'there is no such option' };
    const close = nearest(key, known);
    const advice = close === undefined ? '' : `, did you mean ${close}`;
    return { path: [key], message: `there is no such option${advice}? Options: ${known.join(', ') || 'none'}.` };
  });
}

function toKey(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}

function knownOptions(schema: ComponentSchema<unknown, unknown>): string[] {
  try {
    const json = schema['~standard'].jsonSchema?.input({ target: 'draft-07' });
    return Object.keys((json?.['properties'] as Record<string, unknown> | undefined) ?? {});
  } catch {
    return [];
  }
}
