import type * as tf from '@tensorflow/tfjs';

/** What TensorFlow.js tells a layer with a call. */
export interface CallOptions {
  readonly training?: boolean;
  readonly mask?: tf.Tensor | tf.Tensor[] | null;
  readonly initialState?: tf.Tensor[] | null;
}

/** What a layer makes of its input by a composite; undefined where it must do so itself. */
export type LayerRule = (input: tf.Tensor, options: CallOptions) => tf.Tensor | tf.Tensor[] | undefined;

/**
 * The name that TensorFlow.js gives the class of a layer or an activation. A class of the user's that extends one inherits
 * the name with the rest, but it may compute something else, so it has none here.
 */
export function ownClassName(object: object): string | undefined {
  const { constructor } = object as { constructor: { className?: string } };
  return Object.hasOwn(constructor, 'className') ? constructor.className : undefined;
}
