import { ambient } from './ambient.js';
import { platform } from '#platform';

const said = ambient('warnings', () => new Set<string>());

/** Says something once that is no error but that a user should know: `process.emitWarning` in Node, the console in browsers. */
export function warn(code: string, message: string): void {
  const key = `${code} ${message}`;
  if (said.has(key)) return;
  said.add(key);
  platform.warn(code, message);
}
