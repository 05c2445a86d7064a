import type { ComponentSchema } from './component.js';

/** A JSON Schema. */
export type JsonSchema = Record<string, unknown>;

/** What a schema takes, as JSON Schema (draft-07): anything goes where JSON has no word for it. `undefined` if it cannot tell. */
export function inputSchema(schema: ComponentSchema<unknown, unknown>): JsonSchema | undefined {
  return schema['~standard'].jsonSchema?.input({ target: 'draft-07', libraryOptions: { unrepresentable: 'any' } });
}

/** The names of the options at a path of an object schema; `undefined` where it does not tell. */
export function optionNames(schema: JsonSchema | undefined, path: readonly (string | number)[]): string[] | undefined {
  const [head, ...rest] = path;
  const properties = schema?.['properties'] as Record<string, JsonSchema> | undefined;
  if (head === undefined) return properties === undefined ? undefined : Object.keys(properties);
  const inner = typeof head === 'number' ? schema?.['items'] : (properties?.[head] ?? schema?.['additionalProperties']);
  return typeof inner === 'object' && inner !== null ? optionNames(inner as JsonSchema, rest) : undefined;
}
