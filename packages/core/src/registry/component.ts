import type { Kind } from './kinds.js';

/** A step on the way to what a schema complains of. */
export interface SchemaPathSegment {
  /** The key. */
  readonly key: PropertyKey;
}

/** One complaint of a schema, as Standard Schema has it. */
export interface SchemaIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where: keys, or objects that hold a key. */
  readonly path?: readonly (PropertyKey | SchemaPathSegment)[] | undefined;
}

/** The answer of a schema: a value, or what is wrong. */
export type SchemaResult<Output> =
  | {
      /** The value, with defaults filled in. */
      readonly value: Output;
      /** Nothing is wrong. */
      readonly issues?: undefined;
    }
  | {
      /** What is wrong. */
      readonly issues: readonly SchemaIssue[];
    };

/** The types of a schema, for TypeScript only. */
export interface SchemaTypes<Input, Output> {
  /** What it takes. */
  readonly input: Input;
  /** What it gives. */
  readonly output: Output;
}

/**
 * What LML asks of a schema: Standard Schema, and for files and editors Standard JSON Schema. zod 4 gives both;
 * so may valibot or arktype.
 */
export interface ComponentSchema<Input, Output> {
  /** The standard's own property. */
  readonly '~standard': {
    /** Version of the standard. */
    readonly version: 1;
    /** The library. */
    readonly vendor: string;
    /** Checks a value and fills in defaults. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    /** The types, for TypeScript only. */
    readonly types?: SchemaTypes<Input, Output> | undefined;
    /** The schema as JSON Schema. */
    readonly jsonSchema?:
      | {
          /** What the schema takes; `libraryOptions` are the library's own. */
          readonly input: (options: {
            target: 'draft-07';
            libraryOptions?: Record<string, unknown> | undefined;
          }) => Record<string, unknown>;
        }
      | undefined;
  };
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
  readonly schema: ComponentSchema<unknown, unknown>;
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
  readonly schema: ComponentSchema<unknown, unknown>;
  /** Options that work. */
  readonly examples: readonly unknown[];
  /** What the framework may know of it. */
  readonly traits: Readonly<Record<string, unknown>>;
}

/** Whether a value is a component itself rather than what it creates. */
export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === 'function' && 'componentName' in value && 'schema' in value && 'kind' in value;
}
