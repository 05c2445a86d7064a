import type { AnyComponent, Component, ComponentSchema, OptionArguments } from './component.js';
import type { Kind } from './kinds.js';
import { rememberProvenance } from './provenance.js';
import { validateOptions } from './validate.js';

/** What {@link defineComponent} takes. Further fields are traits. */
export interface ComponentDeclaration<K extends Kind, Name extends string, Input, Output, Instance> {
  /** Which kind it is. */
  readonly kind: K;
  /** Its name in the registry: the field's own, in kebab-case. */
  readonly name: Name;
  /** One sentence on what it is. */
  readonly summary: string;
  /** The schema of its options; see {@link schemaFor}. */
  readonly schema: ComponentSchema<Input, Output>;
  /** Makes an instance from validated options. */
  readonly create: (options: Output) => Instance;
  /** Options that work, for conformance tests and the catalogue. Default: one example without options. */
  readonly examples?: readonly Input[] | undefined;
  /** A trait: data that the framework may use, for example `higherIsBetter`. */
  readonly [trait: string]: unknown;
}

/**
 * Defines a component: a function that validates options and creates an instance, and that carries its kind, name,
 * schema and traits. It does nothing else, so a module of components has no side effects; registering is
 * {@link registerPlugin}'s.
 *
 * @throws `LML_INVALID_OPTIONS` when the function is called with options that do not fit the schema.
 *
 * @example
 * ```ts
 * import { defineComponent, schemaFor, type Loss } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 * import { z } from 'zod';
 *
 * const scaled = defineComponent({
 *   kind: 'loss',
 *   name: 'scaled-error',
 *   summary: 'Mean absolute error times a scale.',
 *   schema: schemaFor<{ scale?: number | undefined }>()(z.strictObject({ scale: z.number().default(1).describe('Factor.') })),
 *   create: ({ scale }): Loss => (prediction, target) => tf.mul(scale, tf.mean(tf.abs(tf.sub(prediction, target)))),
 * });
 * scaled({ scale: 2 })(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 2
 * ```
 */
export function defineComponent<K extends Kind, const Name extends string, Input, Output, Instance>(
  declaration: ComponentDeclaration<K, Name, Input, Output, Instance>,
): Component<K, Name, Input, Instance> {
  const { kind, name, summary, schema, create, examples, ...traits } = declaration;
  const component = (...[options]: OptionArguments<Input>): Instance => {
    const valid = validateOptions(schema as ComponentSchema<unknown, Output>, options ?? {}, `${kind} '${name}'`);
    const instance = create(valid);
    rememberProvenance(instance, {
      component: component as unknown as AnyComponent,
      options: valid as Record<string, unknown>,
    });
    return instance;
  };
  // Bundlers rename functions, so the name is set rather than taken.
  Object.defineProperty(component, 'name', { value: name });
  return Object.freeze(
    Object.assign(component, { kind, componentName: name, summary, schema, examples: examples ?? [undefined], traits }),
  );
}
