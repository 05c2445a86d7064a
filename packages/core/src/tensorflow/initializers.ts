import * as tf from '@tensorflow/tfjs';

import { ambient } from '../node/ambient.js';
import { sizeOf } from '../data/nd-array.js';
import { UnsupportedModelError } from '../errors/unsupported-model-error.js';
import type { RandomGenerator } from '../random/random-streams.js';

/** An initializer of TensorFlow.js. */
export interface Initializer {
  /** Values of a shape. */
  apply(shape: number[], dtype?: string): tf.Tensor;
}

/** How a weight is first given values. */
interface Initialization {
  readonly initializer: Initializer;
  readonly shape: number[];
  readonly dtype: string;
}

const store = ambient('initializers', () => ({ known: new WeakMap<object, Initialization>(), watching: false }));

type AddWeight = (
  name: string,
  shape: number[],
  dtype: string | null | undefined,
  initializer: Initialization['initializer'],
  ...rest: unknown[]
) => object;

/** From now on, remembers for every weight of every layer how it is initialised. TensorFlow.js itself forgets it. */
export function watchInitializers(): void {
  if (store.watching) return;
  store.watching = true;
  const prototype = tf.layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const addWeight = prototype.addWeight;
  prototype.addWeight = function (this: unknown, name, shape, dtype, initializer, ...rest) {
    const variable = allocating(name, shape, () => addWeight.call(this, name, shape, dtype, initializer, ...rest));
    // As addWeight itself has it; recurrent cells give null, which initializers do not take.
    store.known.set(variable, { initializer, shape, dtype: dtype ?? 'float32' });
    return variable;
  };
}

/** The most values of a weight: backends count them in int32. */
const MAX_VALUES = 2 ** 31 - 1;

/** Makes a weight, whose size nobody has looked at yet. */
export function allocating<Value>(name: string, shape: readonly number[], make: () => Value): Value {
  const size = sizeOf(shape);
  const what = `The weight '${name}' has the shape [${shape.join(', ')}], ${size} values`;
  const remedy = 'Lower the sizes of the model.';
  if (size > MAX_VALUES) throw new UnsupportedModelError(`${what}; a weight can have ${MAX_VALUES}. ${remedy}`);
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UnsupportedModelError(`${what}, for which there is no memory. ${remedy}`, { cause: error });
  }
}

/** New first values for a weight of a layer, drawn from `random`; `undefined` if nobody saw how it is initialised. */
export function initialValue(variable: object, random: RandomGenerator): tf.Tensor | undefined {
  const known = store.known.get(variable);
  return known === undefined ? undefined : drawInitial(known, random);
}

/** First values by an initializer of TensorFlow.js, drawn from `random`. */
export function drawInitial({ initializer, shape, dtype }: Initialization, random: RandomGenerator): tf.Tensor {
  // TensorFlow.js seeds every generator of its own from Math.random, unless the user gave a seed.
  /* eslint-disable no-restricted-properties -- replaced, not used */
  const own = Math.random;
  Math.random = () => random.uniform();
  try {
    // In a tidy, since the initializer of the unit forget bias leaves tensors behind.
    return tf.tidy(() => initializer.apply(shape, dtype));
  } finally {
    Math.random = own;
  }
  /* eslint-enable no-restricted-properties */
}
