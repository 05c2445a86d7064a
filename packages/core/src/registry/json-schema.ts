import type { AnyComponent } from './component.js';
import { KIND_KEY } from './component-option.js';
import { currentRegistry } from './global.js';
import { inputSchema, type JsonSchema } from './input-schema.js';
import { kinds } from './kind-definition.js';
import type { ListedComponent } from './plugin.js';
import type { Registry } from './registry.js';

/** JSON Schema of a registry. */
export interface RegistryJsonSchema {
  /** A schema for each kind, and those that several share. */
  readonly definitions: Record<string, JsonSchema>;
}

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
export function registryJsonSchema(registry: Registry = currentRegistry()): RegistryJsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  for (const kind of kinds()) {
    const entries = registry.list(kind);
    const shared = (name: string): boolean => entries.filter((entry) => entry.name === name).length > 1;
    const anyOf = entries.flatMap((entry) => alternatives(entry, shared(entry.name), definitions));
    definitions[kind] = entries.length === 0 ? { type: 'string' } : { anyOf };
  }
  return { definitions };
}

/** The JSON Schema of one component's options, as an object schema without its name. */
export function optionsJsonSchema({ component }: Pick<ListedComponent, 'component'>): JsonSchema {
  return resolveKinds(ownSchema(component)) as JsonSchema;
}

/** The ways to write a component: its name, where no option is required, or its name with options beside it. */
function alternatives(
  entry: ListedComponent,
  isShared: boolean,
  definitions: Record<string, JsonSchema>,
): JsonSchema[] {
  const schema = resolveKinds(hoist(entry, ownSchema(entry.component), definitions)) as JsonSchema;
  const required = (schema['required'] as string[] | undefined) ?? [];
  // A name that two packages have must be said in full.
  const name = { enum: isShared ? [entry.canonicalName] : [entry.name, entry.canonicalName] };
  const object = {
    ...schema,
    description: entry.summary,
    properties: { name, ...(schema['properties'] as JsonSchema | undefined) },
    required: ['name', ...required],
  };
  return required.length > 0 ? [object] : [{ ...name, description: entry.summary }, object];
}

function ownSchema(component: AnyComponent): JsonSchema {
  const { $schema: _, ...schema } = inputSchema(component.schema) ?? { type: 'object' };
  const properties = Object.entries((schema['properties'] as Record<string, JsonSchema> | undefined) ?? {});
  const shown = properties.filter(([, property]) => property['hidden'] !== true);
  return properties.length === shown.length ? schema : { ...schema, properties: Object.fromEntries(shown) };
}

/** A schema that is to stand in the common document: what it refers to in itself moves to the document's definitions. */
function hoist(entry: ListedComponent, schema: JsonSchema, definitions: Record<string, JsonSchema>): JsonSchema {
  const { definitions: own = {}, ...root } = schema as { definitions?: Record<string, JsonSchema> } & JsonSchema;
  const id = `${entry.kind}:${entry.canonicalName.replaceAll('/', '.')}`;
  let refersToRoot = false;
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => {
        if (key !== '$ref' || typeof part !== 'string') return [key, rewrite(part)];
        refersToRoot ||= part === '#';
        return [key, part.replace(/^#(\/definitions\/|$)/, (_, inner: string) => `#/definitions/${id}${inner && '.'}`)];
      }),
    );
  };
  const rewritten = rewrite(root) as JsonSchema;
  for (const [name, part] of Object.entries(own))
    definitions[`${id}.${name}`] = resolveKinds(rewrite(part)) as JsonSchema;
  if (refersToRoot) definitions[id] = resolveKinds(rewritten) as JsonSchema;
  return rewritten;
}

/** Replaces the marks of {@link componentOption} by references to the kind's entry. */
export function resolveKinds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveKinds);
  if (typeof value !== 'object' || value === null) return value;
  const { [KIND_KEY]: kind, ...rest } = value as JsonSchema;
  const inner = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, resolveKinds(part)]));
  return typeof kind === 'string' ? { ...inner, $ref: `#/definitions/${kind}` } : inner;
}
