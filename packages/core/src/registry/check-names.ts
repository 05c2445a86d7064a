import { InvalidOptionsError } from '../errors/invalid-options-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { unknownOption } from './schema-words.js';

/**
 * Refuses options that are no record, or that have names which do not exist: a slip of the pen must not be ignored.
 * `subject` is what they are for.
 */
export function checkNames(subject: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidArgumentError('options', `a record with the options of ${subject}: ${known.join(', ')}`, options);
  }
  const issues = Object.keys(options)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: [name], message: unknownOption(name, known) }));
  if (issues.length > 0) throw new InvalidOptionsError(subject, issues);
}
