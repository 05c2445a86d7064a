import { ambient } from './ambient.js';
import { platform } from '#platform';

const said = ambient('warnings', () => new Set<string>());
const quiet = ambient('quiet-warnings', () => ({ depth: 0 }));

/** Runs something of which it is known that it warns. */
export async function withoutWarnings<Value>(run: () => Promise<Value>): Promise<Value> {
  quiet.depth++;
  try {
    return await run();
  } finally {
    quiet.depth--;
  }
}

/**
 * Says something that is no error but that a user should know: by `process.emitWarning` in Node, where it can be listened
 * to and silenced, and on the console in browsers. The same words are said once a process.
 *
 * @example
 * ```ts
 * import { warn } from '@lml/core';
 *
 * warn('LML_SMALL_CLASS', 'The smallest class has 2 samples, fewer than the 5 folds.'); // => undefined
 * ```
 */
export function warn(code: string, message: string): void {
  const key = `${code} ${message}`;
  if (quiet.depth > 0) return;
  if (said.has(key)) return;
  said.add(key);
  platform.warn(code, message);
}
