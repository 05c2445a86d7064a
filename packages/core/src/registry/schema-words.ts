import { describeValue } from '../errors/describe-value.js';
import type { StandardSchemaV1 } from '@standard-schema/spec';

import { nearest } from './nearest.js';

/** What zod tells of a complaint besides its message. */
export interface CodedIssue extends StandardSchemaV1.Issue {
  /** Which kind of complaint it is. */
  readonly code?: string | undefined;
  /** The type that was expected. */
  readonly expected?: string | undefined;
  /** The words that are taken. */
  readonly values?: readonly unknown[] | undefined;
  /** What is counted or measured: a number, a list, text. */
  readonly origin?: string | undefined;
  /** The least that is taken. */
  readonly minimum?: number | bigint | undefined;
  /** The most that is taken. */
  readonly maximum?: number | bigint | undefined;
  /** Whether the least or the most is taken itself. */
  readonly inclusive?: boolean | undefined;
  /** Whether it is the only size that is taken. */
  readonly exact?: boolean | undefined;
  /** Of what it must be a multiple. */
  readonly divisor?: number | bigint | undefined;
  /** What text must look like. */
  readonly format?: string | undefined;
  /** The expression that text must match. */
  readonly pattern?: string | undefined;
  /** The names of the options of a record. */
  readonly names?: readonly string[] | undefined;
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a bigint',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a record',
  record: 'a record',
  function: 'a function',
  null: 'null',
  undefined: 'left out',
  never: 'left out',
};

/** zod's own words, as opposed to those that a schema gives. */
const RAW = /^(Invalid|Too (small|big)|Unrecognized)\b/;

/** A complaint in our words: what must be, what was given, and the nearest word that is taken. */
export function wordsFor(issue: CodedIssue, value: unknown): string {
  const own = RAW.test(issue.message) ? expectation(issue, value) : issue.message;
  if (/\bgot\b/.test(own)) return own;
  if (value === undefined && issue.code === 'invalid_type') return `is missing: it ${own}`;
  return `${own}, got ${describeValue(value)}${advice(issue, value)}`;
}

function expectation(issue: CodedIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'number' && typeof value === 'number') return 'must be a finite number';
      return `must be ${NOUNS[issue.expected ?? ''] ?? issue.expected ?? 'of another type'}${withNames(issue.names)}`;
    case 'invalid_value':
      return `must be ${alternatives((issue.values ?? []).map((word) => describeValue(word)))}`;
    case 'too_small':
      return limit(issue, issue.minimum!, 'at least', 'greater than');
    case 'too_big':
      return limit(issue, issue.maximum!, 'at most', 'less than');
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.pattern === undefined ? `must be text of the form ${issue.format}` : `must match ${issue.pattern}`;
    case 'invalid_key':
    case 'invalid_element':
      return 'must have other keys or entries';
    default:
      return 'must be something else';
  }
}

function limit(
  { origin, inclusive, exact }: CodedIssue,
  bound: number | bigint,
  included: string,
  excluded: string,
): string {
  const unit = origin === 'string' ? 'character' : origin === 'array' || origin === 'set' ? 'entry' : undefined;
  if (unit === undefined) return `must be ${inclusive === false ? excluded : included} ${bound}`;
  if (unit === 'character' && Number(bound) === 1 && included === 'at least') return 'must not be empty';
  const plural = unit === 'entry' ? 'entries' : 'characters';
  return `must have ${exact === true ? 'exactly' : included} ${bound} ${Number(bound) === 1 ? unit : plural}`;
}

function withNames(names: readonly string[] = []): string {
  return names.length === 0 ? '' : ` with ${names.join(', ')}`;
}

function advice({ code, expected, values }: CodedIssue, value: unknown): string {
  if (code === 'invalid_type' && expected === 'array') return '. Put it in a list: [ … ]';
  if (code !== 'invalid_value' || typeof value !== 'string') return '';
  const close = nearest(
    value,
    (values ?? []).filter((word): word is string => typeof word === 'string'),
  );
  return close === undefined ? '' : `. Did you mean '${close}'?`;
}

/** `a`, `a or b`, `a, b or c`. */
function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** What is said of an option that does not exist. */
export function unknownOption(
  key: string,
  known: readonly string[] | undefined,
  deeper: readonly string[] = [],
): string {
  if (known === undefined) return 'there is no such option';
  const within = deeper.find((path) => path.split('.').at(-1)!.toLowerCase() === key.toLowerCase());
  const close = within ?? nearest(key, known);
  const meant = close === undefined ? '.' : `, did you mean ${close}?`;
  return `there is no such option${meant} Options: ${known.join(', ') || 'none'}.`;
}
