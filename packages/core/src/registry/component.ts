import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';

import type { Kind } from './kinds.js';

/**
 * What LML asks of a schema: Standard Schema, and for files and editors Standard JSON Schema, if it has it. zod 4 gives both;
 * so may valibot or arktype.
 */
export interface ComponentSchema<Input = unknown, Output = unknown> {
  /** The standard's own property. */
  readonly '~standard': StandardSchemaV1.Props<Input, Output> & Partial<Pick<StandardJSONSchemaV1.Props, 'jsonSchema'>>;
}

/** Options as arguments: they may be left out where none is required. */
export type OptionArguments<Input> = Record<never, never> extends Input ? [options?: Input] : [options: Input];

/**
 * A component: a function that creates it from its options, with its name and nature on it.
 *
 * Made by {@link defineComponent}.
 */
export interface Component<K extends Kind = Kind, Name extends string = string, Input = never, Instance = unknown> {
  /** Creates an instance. */
  (...options: OptionArguments<Input>): Instance;
  /** Which kind it is. */
  readonly kind: K;
  /** Its name in the registry. */
  readonly componentName: Name;
  /** One sentence on what it is. */
  readonly summary: string;
  /** The schema of its options. */
  readonly schema: ComponentSchema;
  /** Options that work, for conformance tests and the catalogue. */
  readonly examples: readonly unknown[];
  /** What the framework may know of it, for example `higherIsBetter`. */
  readonly traits: Readonly<Record<string, unknown>>;
}

/** Any component, where its options do not matter. */
export interface AnyComponent {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- only so is every component assignable
  (...options: any[]): unknown;
  /** Which kind it is. */
  readonly kind: string;
  /** Its name in the registry. */
  readonly componentName: string;
  /** One sentence on what it is. */
  readonly summary: string;
  /** The schema of its options. */
  readonly schema: ComponentSchema;
  /** Options that work. */
  readonly examples: readonly unknown[];
  /** What the framework may know of it. */
  readonly traits: Readonly<Record<string, unknown>>;
}

/** Whether a value is a component itself rather than what it creates. */
export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === 'function' && 'componentName' in value && 'schema' in value && 'kind' in value;
}
