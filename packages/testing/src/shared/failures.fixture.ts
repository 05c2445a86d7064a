import { defineComponent, type AnyComponent, type ComponentSchema, type Kind } from '@lml/core';

import { checkComponent } from '../check-component.js';
import type { ComponentCheckOptions } from '../component-checks.js';

/** An option of a planted component. */
export interface Field {
  /** What it is where it is left out; none for what must be given. */
  readonly fallback?: unknown;
  /** Its description. */
  readonly description?: string;
  /** The type that it must have. Default: any. */
  readonly type?: string;
  /** What becomes of it. */
  readonly transform?: (value: never) => unknown;
}

/** A schema by hand: the kit must not know which library made one. */
export function schemaOf(
  fields: Readonly<Record<string, Field>>,
  { strict = true }: { strict?: boolean } = {},
): ComponentSchema<never, never> {
  const validate = (value: unknown): unknown => {
    const given = value as Record<string, unknown>;
    const unknown = Object.keys(given).filter((key) => !Object.hasOwn(fields, key));
    if (strict && unknown.length > 0)
      return { issues: unknown.map((key) => ({ message: 'no such option', path: [key] })) };
    const entries = Object.entries(fields).map(([key, field]) => [key, given[key] ?? field.fallback, field] as const);
    const wrong = entries.filter(([, own, { type }]) => type !== undefined && typeof own !== type);
    if (wrong.length > 0) return { issues: wrong.map(([key]) => ({ message: 'of another type', path: [key] })) };
    const output = entries.map(
      ([key, own, { transform = (same: unknown) => same }]) => [key, transform(own as never)] as const,
    );
    return { value: Object.fromEntries(output.filter(([, own]) => own !== undefined)) };
  };
  const properties = Object.entries(fields).map(
    ([key, { description, type }]) => [key, { type, description }] as const,
  );
  const json = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: !strict };
  return {
    '~standard': {
      version: 1,
      vendor: 'planted',
      validate: validate as never,
      jsonSchema: { input: () => json, output: () => json },
    },
  };
}

/** The checks that a component fails, with what they say. */
export async function failuresOf(
  component: AnyComponent,
  options?: ComponentCheckOptions,
): Promise<Record<string, string>> {
  const results = await checkComponent(component, options);
  return Object.fromEntries(results.flatMap(({ id, error }) => (error === undefined ? [] : [[id, error.message]])));
}

/** A component of a test, without options unless it has some. */
export function componentOf(
  kind: Kind,
  create: (options: never) => unknown,
  traits: Readonly<Record<string, unknown>> = {},
): AnyComponent {
  const declaration = {
    kind,
    name: 'planted',
    summary: 'A component of a test.',
    schema: schemaOf({}),
    create,
    ...traits,
  };
  return defineComponent(declaration as never);
}
