import { isPlacedError } from '../errors/config-path.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { InvalidOptionsError, type OptionIssue } from '../errors/invalid-options-error.js';
import type { ComponentSchema } from './component.js';
import { inputSchema, optionNames } from './input-schema.js';
import { unknownOption, wordsFor, type CodedIssue } from './schema-words.js';

/** A complaint with what zod tells besides. */
interface RawIssue extends CodedIssue {
  /** Keys that are not known. */
  readonly keys?: readonly string[] | undefined;
  /** The complaints of each alternative of a union. */
  readonly errors?: readonly (readonly RawIssue[])[] | undefined;
  /** From a component inside: the error about it, or that the message is already the last word. */
  readonly params?: { readonly cause?: unknown; readonly explained?: boolean } | undefined;
}

interface PlacedIssue extends RawIssue {
  readonly path: (string | number)[];
}

/**
 * Checks options by a schema, fills in defaults, and turns complaints into one {@link InvalidOptionsError}. A component
 * inside that is not registered keeps its own error, with the way to it; it comes last, as its package may yet have to be
 * imported.
 */
export function validateOptions<Output>(
  schema: ComponentSchema<unknown, Output>,
  options: unknown,
  subject: string,
): Output {
  const result = schema['~standard'].validate(options);
  if (result instanceof Promise) {
    // The answer is not used, whatever it is.
    result.catch(() => undefined);
    throw new InvalidArgumentError(
      'schema',
      `synchronous (that of ${subject})`,
      result,
      'Check what takes time in create.',
    );
  }
  if (result.issues === undefined) return result.value;
  const issues = result.issues.flatMap((issue) => fitting(issue, options));
  const placed = issues.flatMap(({ path, params }) => (isPlacedError(params?.cause) ? [params.cause.at(path)] : []));
  const known = placed.find(({ code }) => code !== 'LML_UNKNOWN_COMPONENT');
  if (known !== undefined) throw known;
  const others = issues.filter(({ params }) => !isPlacedError(params?.cause));
  if (others.length === 0) throw placed[0]!;
  throw new InvalidOptionsError(
    subject,
    others.flatMap((issue) => explain(issue, schema, options)),
  );
}

/** Of the complaints of a union, those of the alternative that fits best: with the fewest complaints about the whole value. */
function fitting(issue: RawIssue, options: unknown, above: readonly (string | number)[] = []): PlacedIssue[] {
  const path = (issue.path ?? []).map((part) => toKey(typeof part === 'object' ? part.key : part));
  if (issue.errors === undefined || issue.errors.length === 0) return [{ ...issue, path }];
  const place = [...above, ...path];
  const choices = issue.errors.map((errors) => errors.flatMap((inner) => fitting(inner, options, place)));
  const whole = choices.map((issues) => issues.filter((inner) => inner.path.length === 0).length);
  const best = choices.filter((_, index) => whole[index] === Math.min(...whole));
  // Whoever names a component means the alternative that is one.
  const component = best.find((issues) => issues.some(({ params }) => isPlacedError(params?.cause)));
  const chosen =
    component ?? (best.length === 1 || best[0]!.some((inner) => inner.path.length > 0) ? best[0] : undefined);
  if (chosen !== undefined) return chosen.map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
  const value = valueAt(options, place);
  // Whether it is missing or what it is stands once, for all that would have been taken.
  const words = best.flatMap((issues) => issues.map((inner) => wantedBy(wordsFor(inner, value))));
  const [first, ...others] = new Set(words);
  const wanted = [first, ...others.map((other) => other.replace(/^must be /, ''))].join(', or ');
  const message = value === undefined ? `is missing: it ${wanted}` : `${wanted}, got ${describeValue(value)}`;
  return [{ path, message, params: { explained: true } }];
}

/** What a complaint says must be, without what was given. */
function wantedBy(words: string): string {
  return words.replace(/^is missing: it /, '').split(', got ')[0]!;
}

function explain(issue: PlacedIssue, schema: ComponentSchema<unknown, unknown>, options: unknown): OptionIssue[] {
  const { path, message, keys, params } = issue;
  if (params?.explained === true) return [{ path, message }];
  if (keys !== undefined) {
    const known = namesAt(schema, path);
    const deeper = (known ?? []).flatMap((name) =>
      (namesAt(schema, [...path, name]) ?? []).map((own) => `${name}.${own}`),
    );
    return keys.map((key) => ({ path: [...path, key], message: unknownOption(key, known, deeper) }));
  }
  const names = issue.expected === 'object' ? namesAt(schema, path) : undefined;
  return [{ path, message: wordsFor({ ...issue, names }, valueAt(options, path)) }];
}

function valueAt(options: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    options,
  );
}

function toKey(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}

function namesAt(schema: ComponentSchema<unknown, unknown>, path: readonly (string | number)[]): string[] | undefined {
  try {
    return optionNames(inputSchema(schema), path);
  } catch {
    return undefined;
  }
}
