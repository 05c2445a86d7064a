import type { StandardSchemaV1 } from '@standard-schema/spec';

import type { AnyComponent, Component, ComponentSchema, OptionArguments } from './component.js';
import type { Kind, KindInstances, KindOptions, TraitsOf } from './kinds.js';
import { rememberProvenance } from './provenance.js';
import { validateOptions } from './validate.js';

/** What a component is told of itself when it makes an instance, so that it need not be written twice. */
export interface ComponentNature<K extends Kind = Kind, Name extends string = string> {
  /** Its name in the registry. */
  readonly name: Name;
  /** Its traits. */
  readonly traits: TraitsOf<K>;
}

/** What {@link defineComponent} takes. Further fields are traits. */
export interface ComponentDeclaration<
  K extends Kind,
  Name extends string,
  Schema extends ComponentSchema,
  Instance extends KindInstances[K],
> {
  /** Which kind it is. */
  readonly kind: K;
  /** Its name in the registry: the field's own, in kebab-case, or with whose it is before it: `tfjs/huber-loss`. */
  readonly name: Name;
  /** One sentence on what it is. */
  readonly summary: string;
  /** The schema of its options. */
  readonly schema: Schema;
  /** Makes an instance from validated options. */
  readonly create: (options: StandardSchemaV1.InferOutput<Schema>, nature: ComponentNature<K, Name>) => Instance;
  /** The options of calls in code that are written shorter: `records(rows, { target })`. Default: the first argument. */
  readonly optionsOf?: ((...given: readonly unknown[]) => unknown) | undefined;
  /** Options that work, for conformance tests and the catalogue. Default: one example without options. */
  readonly examples?: readonly StandardSchemaV1.InferInput<Schema>[] | undefined;
  /** A trait: data that the framework may use, for example `higherIsBetter`. */
  readonly [trait: string]: unknown;
}

/**
 * The options of a component as they are documented: those that its package declares for it ({@link KindOptions}), so that
 * their comments are shown; else those of its schema.
 */
export type DocumentedOptions<K extends Kind, Name extends string, Input> = Name extends keyof KindOptions[K]
  ? KindOptions[K][Name]
  : Input;

/**
 * Defines a component: a function that validates options and creates an instance, and that carries its kind, name,
 * schema and traits. It does nothing else, so a module of components has no side effects; registering is
 * {@link registerPlugin}'s.
 *
 * @throws `LML_INVALID_OPTIONS` when the function is called with options that do not fit the schema.
 *
 * @example
 * ```ts
 * import { defineComponent, type Loss } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 * import { z } from 'zod';
 *
 * const scaled = defineComponent({
 *   kind: 'loss',
 *   name: 'scaled-error',
 *   summary: 'Mean absolute error times a scale.',
 *   schema: z.strictObject({ scale: z.number().default(1).describe('Factor.') }),
 *   create:
 *     ({ scale }): Loss =>
 *     (prediction, target) =>
 *       tf.mul(scale, tf.mean(tf.abs(tf.sub(prediction, target)))),
 * });
 * scaled({ scale: 2 })(tf.tensor1d([1, 2]), tf.tensor1d([1, 4])); // => 2
 * ```
 */
export function defineComponent<
  K extends Kind,
  const Name extends string,
  Schema extends ComponentSchema,
  Instance extends KindInstances[K],
>(
  declaration: ComponentDeclaration<K, Name, Schema, Instance> & TraitsOf<K>,
): Component<K, Name, DocumentedOptions<K, Name, StandardSchemaV1.InferInput<Schema>>, Instance> {
  type Input = DocumentedOptions<K, Name, StandardSchemaV1.InferInput<Schema>>;
  const { kind, name, summary, schema, create, examples, optionsOf, ...traits } = declaration;
  const component = (...given: OptionArguments<Input>): Instance => {
    const options = optionsOf === undefined ? given[0] : optionsOf(...given);
    const valid = validateOptions(schema, options ?? {}, `${kind} '${name}'`);
    const instance = create(valid, { name, traits: traits as unknown as TraitsOf<K> });
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
