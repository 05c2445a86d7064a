import type * as tf from '@tensorflow/tfjs';

import { ambient } from '../node/ambient.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { runDifferentiable } from '../tensorflow/custom-gradient.js';

/** Numbers and words that shape a composite; constant within a step. */
export type CompositeAttributes = Readonly<Record<string, number | boolean | string | readonly number[]>>;

/** What the eager definition of a composite gives. */
export interface CompositeForward {
  /** The results. */
  readonly outputs: readonly tf.Tensor[];
  /** What the gradient needs of the way to them; results may be among it. */
  readonly saved: readonly tf.Tensor[];
}

/** A piece of a step with a name: an eager definition with its gradient, which an engine may run as something better. */
export interface CompositeDefinition<Attributes extends CompositeAttributes = CompositeAttributes> {
  /** Its name; plugins put their package's name before it. */
  readonly name: string;
  /** The results, and what the gradient needs of the way to them. */
  forward(inputs: readonly tf.Tensor[], attributes: Attributes): CompositeForward;
  /**
   * The gradient with respect to each input, from that of each output; `undefined` for an input that has none, such as
   * indices. Outputs that nothing depends on have gradient zero. Inputs come as they were.
   */
  backward(
    outputGradients: readonly tf.Tensor[],
    inputs: readonly tf.Tensor[],
    saved: readonly tf.Tensor[],
    attributes: Attributes,
  ): readonly (tf.Tensor | undefined)[];
}

/** A composite, ready to be used like an op. */
export type Composite<Attributes extends CompositeAttributes> = (
  inputs: readonly tf.Tensor[],
  attributes: Attributes,
) => readonly tf.Tensor[];

/** An engine that traces steps may take composites over: it gets the call, and returns the results or undefined. */
export type CompositeInterceptor = (
  definition: CompositeDefinition,
  inputs: readonly tf.Tensor[],
  attributes: CompositeAttributes,
) => readonly tf.Tensor[] | undefined;

const store = ambient('composites', () => ({
  definitions: new Map<string, CompositeDefinition>(),
  interceptor: undefined as CompositeInterceptor | undefined,
}));

/**
 * Declares a composite: a piece with a name, an eager definition and a closed gradient. Eager engines run the definition;
 * others may know a faster way. Declaring a name again replaces it. It gives a list, also of one output.
 *
 * @example
 * ```ts
 * import { defineComposite } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const square = defineComposite<{ scale: number }>({
 *   name: 'example/square',
 *   forward: ([x], { scale }) => ({ outputs: [tf.mul(scale, tf.square(x!))], saved: [] }),
 *   backward: ([gradient], [x], _saved, { scale }) => [tf.mul(gradient!, tf.mul(2 * scale, x!))],
 * });
 * square([tf.scalar(2)], { scale: 3 }); // => [12]
 * tf.grad((x) => square([x], { scale: 3 })[0]!)(tf.scalar(2)); // => 12
 * ```
 */
export function defineComposite<Attributes extends CompositeAttributes>(
  definition: CompositeDefinition<Attributes>,
): Composite<Attributes> {
  if (definition.name === '') throw new InvalidArgumentError('name', 'a name', definition.name);
  const general = definition as unknown as CompositeDefinition;
  store.definitions.set(definition.name, general);
  return (inputs, attributes) =>
    store.interceptor?.(general, inputs, attributes) ??
    runDifferentiable(definition.name, inputs, {
      forward: (given) => definition.forward(given, attributes),
      backward: (gradients, given, saved) => definition.backward(gradients, given, saved, attributes),
    });
}

/** The declared composites by name. */
export function composites(): ReadonlyMap<string, CompositeDefinition> {
  return store.definitions;
}

/** Whether an engine is being offered composites, as one that traces a step is. */
export function offersComposites(): boolean {
  return store.interceptor !== undefined;
}

/** Lets an engine take over composites while `run` runs. */
export function withCompositeInterceptor<Value>(interceptor: CompositeInterceptor, run: () => Value): Value {
  const outer = store.interceptor;
  store.interceptor = interceptor;
  try {
    return run();
  } finally {
    store.interceptor = outer;
  }
}
