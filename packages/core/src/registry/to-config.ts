import type { ComponentConfig } from './kinds.js';
import { currentRegistry } from './global.js';
import { provenanceOf } from './provenance.js';

/** An instance written down as data, and what could not be. */
export interface ConfigReport {
  /** The config, with defaults filled in; what could not be written is left out. */
  readonly config: ComponentConfig | undefined;
  /** Paths of the parts that did not come from the registry. */
  readonly missing: readonly string[];
}

/**
 * Writes an instance down as the config that builds it again. Parts that the registry did not make (a function of the
 * user's, a model built by hand) cannot be written; their paths are reported.
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

/** A value as data: instances by {@link toConfig}, lists and plain records part by part; what cannot be is noted in `missing`. */
export function toPlain(value: unknown, path: string, missing: string[]): unknown {
  const origin = provenanceOf(value);
  if (origin !== undefined) {
    const { kind, componentName } = origin.component;
    const entry = currentRegistry()
      .list(kind)
      .find((candidate) => candidate.name === componentName);
    const options = Object.entries(origin.options).flatMap(([key, option]) => {
      const written = toPlain(option, path === '' ? key : `${path}.${key}`, missing);
      return written === undefined ? [] : [[key, written] as const];
    });
    return { name: entry?.canonicalName ?? componentName, ...Object.fromEntries(options) };
  }
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return value;
  if (Array.isArray(value)) return value.map((part, index) => toPlain(part, `${path}.${index}`, missing));
  if (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !('data' in value && 'dtype' in value)
  ) {
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, toPlain(part, `${path}.${key}`, missing)]),
    );
  }
  missing.push(path);
  return undefined;
}
