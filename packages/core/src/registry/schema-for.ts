import type { z } from 'zod';

import type { ComponentSchema } from './component.js';

/** `true` if two types are the same. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** A type with its members written out. */
export type Flat<T> = { [Key in keyof T]: T[Key] };

/**
 * Ties a zod schema to the documented interface of the options, so that the two cannot drift apart: the schema compiles
 * only where its input is exactly that interface (`?: T | undefined` for what has a default).
 *
 * @example
 * ```ts
 * import { schemaFor } from '@lml/core';
 * import { z } from 'zod';
 *
 * interface HuberOptions {
 *   delta?: number | undefined;
 * }
 * const schema = schemaFor<HuberOptions>()(z.strictObject({ delta: z.number().positive().default(1).describe('Turning point.') }));
 * schema['~standard'].validate({}); // => { value: { delta: 1 } }
 * ```
 */
export function schemaFor<Input>() {
  return <Schema extends z.ZodType>(
    schema: Equal<Flat<z.input<Schema>>, Flat<Input>> extends true
      ? Schema
      : { 'the schema and the interface differ': [z.input<Schema>, Input] },
  ): ComponentSchema<Input, z.output<Schema>> => schema as unknown as ComponentSchema<Input, z.output<Schema>>;
}
