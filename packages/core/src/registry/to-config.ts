import type { ComponentConfig } from './kinds.js';
import { canonicalNameOf, provenanceOf } from './provenance.js';
import { withoutPassword } from './without-password.js';

/** An instance written down as data, and what could not be. */
export interface ConfigReport {
  /** The config, with defaults filled in; what could not be written is left out. */
  readonly config: ComponentConfig | undefined;
  /** Paths of the parts that did not come from the registry. */
  readonly missing: readonly string[];
}

/**
 * Writes an instance down as the config that builds it again. Parts that the registry did not make (a function of the
 * user's, a model built by hand) cannot be written; their paths are reported. Addresses are written without the password in them.
 *
 * @example
 * ```ts
 * import { toConfig } from '@lml/core';
 * import { mse } from '@lml/losses';
 *
 * toConfig(mse()).config; // => { name: '@lml/losses:mse', reduction: 'mean' }
 * ```
 */
export function toConfig(instance: unknown): ConfigReport {
  const missing: string[] = [];
  const config = toPlain(instance, '', missing) as ComponentConfig | undefined;
  return { config, missing };
}

/**
 * A value as data: instances by {@link toConfig}, lists and plain records part by part; what cannot be is noted in `missing`. What
 * `describe` gives for a value stands in its place, which is missing then too.
 */
export function toPlain(
  value: unknown,
  path: string,
  missing: string[],
  describe: (value: unknown) => object | undefined = () => undefined,
): unknown {
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  const origin = provenanceOf(value);
  const name = origin === undefined ? undefined : canonicalNameOf(origin.component);
  if (origin !== undefined && name !== undefined) {
    const options = Object.entries(origin.options).flatMap(([key, option]) => {
      const written = toPlain(option, below(key), missing, describe);
      return written === undefined ? [] : [[key, written] as const];
    });
    return { name, ...Object.fromEntries(options) };
  }
  const described = describe(value);
  if (described !== undefined) {
    missing.push(path);
    return described;
  }
  if (typeof value === 'string') return withoutPassword(value);
  if (value === null || ['boolean', 'undefined'].includes(typeof value) || Number.isFinite(value)) return value;
  if (Array.isArray(value)) {
    return value
      .map((part, index) => toPlain(part, below(index), missing, describe))
      .filter((part) => part !== undefined);
  }
  if (isData(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, toPlain(part, below(key), missing, describe)]),
    );
  }
  missing.push(path);
  return undefined;
}

/** Whether a value is a plain record, not an instance that somebody wrote as one: no methods, no getters, no array. */
export function isData(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return false;
  if ('data' in value && 'dtype' in value) return false;
  return Object.values(Object.getOwnPropertyDescriptors(value)).every(
    ({ get, value: part }) => get === undefined && (typeof part !== 'function' || provenanceOf(part) !== undefined),
  );
}
