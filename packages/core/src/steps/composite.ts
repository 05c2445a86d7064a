import * as tf from '@tensorflow/tfjs';

import { ambient } from '../ambient.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';

/** Numbers and words that shape a composite; constant within a step. */
export type CompositeAttributes = Readonly<Record<string, number | boolean | string | readonly number[]>>;

/** What the eager definition of a composite gives. */
export interface CompositeForward {
  /** The result. */
  readonly output: tf.Tensor;
  /** What the gradient needs of the way to it. */
  readonly saved: tf.Tensor[];
}

/** A piece of a step with a name: an eager definition with its gradient, which an engine may run as something better. */
export interface CompositeDefinition<Attributes extends CompositeAttributes = CompositeAttributes> {
  /** Its name; plugins put their package's name before it. */
  readonly name: string;
  /** The result, and what the gradient needs of the way to it. */
  forward(inputs: readonly tf.Tensor[], attributes: Attributes): CompositeForward;
  /** The gradient with respect to each input, from the gradient of the output. Inputs come as they were. */
  backward(
    outputGradient: tf.Tensor,
    inputs: readonly tf.Tensor[],
    saved: readonly tf.Tensor[],
    attributes: Attributes,
  ): tf.Tensor[];
}

/** A composite, ready to be used like an op. */
export type Composite<Attributes extends CompositeAttributes> = (
  inputs: readonly tf.Tensor[],
  attributes: Attributes,
) => tf.Tensor;

/** An engine that traces steps may take composites over: it gets the call, and returns the result or undefined. */
export type CompositeInterceptor = (
  definition: CompositeDefinition,
  inputs: readonly tf.Tensor[],
  attributes: CompositeAttributes,
) => tf.Tensor | undefined;

const store = ambient('composites', () => ({
  definitions: new Map<string, CompositeDefinition>(),
  interceptor: undefined as CompositeInterceptor | undefined,
}));

/**
 * Declares a composite: a piece with a name, an eager definition and a closed gradient. Eager engines run the definition;
 * others may know a faster way. Declaring a name again replaces it.
 *
 * @example
 * ```ts
 * import { defineComposite } from '@lml/core';
 * import * as tf from '@tensorflow/tfjs';
 *
 * const square = defineComposite<{ scale: number }>({
 *   name: 'example/square',
 *   forward: ([x], { scale }) => ({ output: tf.mul(scale, tf.square(x!)), saved: [] }),
 *   backward: (gradient, [x], _saved, { scale }) => [tf.mul(gradient, tf.mul(2 * scale, x!))],
 * });
 * tf.grad((x) => square([x], { scale: 3 }))(tf.scalar(2)); // => 12
 * ```
 */
export function defineComposite<Attributes extends CompositeAttributes>(
  definition: CompositeDefinition<Attributes>,
): Composite<Attributes> {
  if (definition.name === '') throw new InvalidArgumentError('name', 'a name', definition.name);
  const general = definition as unknown as CompositeDefinition;
  store.definitions.set(definition.name, general);
  return (inputs, attributes) =>
    store.interceptor?.(general, inputs, attributes) ?? runEagerly(general, inputs, attributes);
}

/** The declared composites by name. */
export function composites(): ReadonlyMap<string, CompositeDefinition> {
  return store.definitions;
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

function runEagerly(
  definition: CompositeDefinition,
  inputs: readonly tf.Tensor[],
  attributes: CompositeAttributes,
): tf.Tensor {
  const differentiable = tf.customGrad((...args) => {
    const save = args.pop() as unknown as tf.GradSaveFunc;
    const { output, saved } = definition.forward(args as tf.Tensor[], attributes);
    save([...(args as tf.Tensor[]), ...saved]);
    const gradFunc = (outputGradient: tf.Tensor, all: tf.Tensor[]): tf.Tensor[] =>
      definition.backward(outputGradient, all.slice(0, inputs.length), all.slice(inputs.length), attributes);
    return { value: output, gradFunc };
  });
  return differentiable(...inputs);
}
