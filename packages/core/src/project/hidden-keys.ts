import type { ConfigPath } from '../errors/config-path.js';
import type { OptionIssue } from '../errors/invalid-options-error.js';

/** Keys of plain data that would change an object rather than stand in it, and get lost on the way. Nothing else may hold them. */
export function hiddenKeys(data: unknown): OptionIssue[] {
  const seen = new Set<unknown>();
  const found: OptionIssue[] = [];
  const look = (value: unknown, path: ConfigPath): void => {
    if (!isPlain(value) || seen.has(value)) return;
    seen.add(value);
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') found.push({ path: [...path, key], message: 'there is no such option' });
      else look(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  look(data, []);
  return found;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
