import { KIND_KEY } from './component-option.js';
import { currentRegistry } from './global.js';
import { kinds } from './kind-definition.js';
import type { ListedComponent } from './plugin.js';
import type { Registry } from './registry.js';

type Json = Record<string, unknown>;

/**
 * JSON Schema (draft-07) of everything that is registered: under `definitions`, one entry per kind that accepts a name,
 * or a name with options beside it. Editors complete and check YAML files by it.
 *
 * @example
 * ```ts
 * import { registryJsonSchema } from '@lml/core';
 * import '@lml/losses';
 *
 * Object.keys(registryJsonSchema().definitions).includes('loss'); // => true
 * ```
 */
export function registryJsonSchema(registry: Registry = currentRegistry()): { definitions: Record<string, Json> } {
  const definitions: Record<string, Json> = {};
  for (const kind of kinds()) {
    const entries = registry.list(kind);
    definitions[kind] = entries.length === 0 ? { type: 'string' } : { anyOf: entries.flatMap(alternatives) };
  }
  return { definitions };
}

/** The JSON Schema of one component's options, as an object schema without its name. */
export function optionsJsonSchema({ component }: Pick<ListedComponent, 'component'>): Json {
  const json = component.schema['~standard'].jsonSchema?.input({ target: 'draft-07' });
  if (json === undefined) return { type: 'object' };
  const { $schema: _, ...rest } = json;
  return resolveKinds(rest) as Json;
}

function alternatives(entry: ListedComponent): Json[] {
  const schema = optionsJsonSchema(entry);
  const required = (schema['required'] as string[] | undefined) ?? [];
  const object = {
    ...schema,
    description: entry.summary,
    properties: { name: { const: entry.name }, ...(schema['properties'] as Json | undefined) },
    required: ['name', ...required],
  };
  return required.length > 0 ? [object] : [{ const: entry.name, description: entry.summary }, object];
}

/** Replaces the marks of {@link componentOption} by references to the kind's entry. */
export function resolveKinds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveKinds);
  if (typeof value !== 'object' || value === null) return value;
  const { [KIND_KEY]: kind, ...rest } = value as Json;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, resolveKinds(part)]));
  return typeof kind === 'string' ? { ...inner, $ref: `#/definitions/${kind}` } : inner;
}
