import * as tf from '@tensorflow/tfjs';

import { isNdArray, sameShape, showShape, type NdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { StateDType, StateSpec } from '../steps/state.js';
import type { RandomGenerator } from '../random/random-streams.js';
import { allocating, drawInitial, type Initializer } from '../tensorflow/initializers.js';
import { toTensor } from '../tensorflow/tensors.js';

/** The name of an initializer of TensorFlow.js, with its defaults. */
export type InitializerName =
  | 'glorotNormal'
  | 'glorotUniform'
  | 'heNormal'
  | 'heUniform'
  | 'leCunNormal'
  | 'leCunUniform'
  | 'identity'
  | 'ones'
  | 'orthogonal'
  | 'randomNormal'
  | 'randomUniform'
  | 'truncatedNormal'
  | 'zeros';

const INITIALIZERS: readonly InitializerName[] = [
  'glorotNormal',
  'glorotUniform',
  'heNormal',
  'heUniform',
  'leCunNormal',
  'leCunUniform',
  'identity',
  'ones',
  'orthogonal',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'zeros',
];

/** How a weight's first value comes about: by name, by an initializer of `tf.initializers`, or as it is given. */
export type FirstValue = InitializerName | ReturnType<typeof tf.initializers.zeros> | NdArray;

/** A weight of a model made of ops. */
export interface WeightDeclaration {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its first value. Default `'glorotUniform'`. */
  readonly initializer?: FirstValue | undefined;
  /** Whether it is trained. Default true. */
  readonly trainable?: boolean | undefined;
}

/** Something that a model keeps and does not train, such as running statistics. */
export interface BufferDeclaration {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its data type. Default `'float32'`. */
  readonly dtype?: StateDType | undefined;
  /** Its first value. Default `'zeros'`. */
  readonly initializer?: FirstValue | undefined;
}

/** A weight or a buffer, checked. */
export interface Declared extends StateSpec {
  /** Whether it is drawn from the seed, and not as it was given. */
  readonly isDrawn: boolean;
  /** Its first value. */
  first(random: RandomGenerator): tf.Tensor;
}

/**
 * Checks declarations of weights.
 *
 * @throws `LML_INVALID_ARGUMENT` for names that are empty or begin or end with a slash, sizes that are not whole numbers from 1, and
 * initializers that are none; `LML_SHAPE_MISMATCH` for a first value of another shape.
 */
export function declaredWeights(weights: Readonly<Record<string, WeightDeclaration>>): Declared[] {
  return Object.entries(weights).map(([name, { shape, initializer = 'glorotUniform', trainable = true }]) =>
    declare({ name, shape, dtype: 'float32', trainable }, initializer),
  );
}

/** Checks declarations of buffers, as `declaredWeights` does. */
export function declaredBuffers(buffers: Readonly<Record<string, BufferDeclaration>>): Declared[] {
  return Object.entries(buffers).map(([name, { shape, initializer = 'zeros', dtype = 'float32' }]) =>
    declare({ name, shape, dtype, trainable: false }, initializer),
  );
}

function declare(spec: StateSpec, value: FirstValue): Declared {
  const { name, shape, dtype } = spec;
  if (name === '' || name.startsWith('/') || name.endsWith('/'))
    throw new InvalidArgumentError('the name of a weight', "a path such as 'hidden/kernel'", name);
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size > 0))
    throw new InvalidArgumentError(`the shape of the weight '${name}'`, 'a list of whole numbers from 1', shape);
  if (isNdArray(value)) {
    if (!sameShape(value.shape, shape)) {
      const declared = `The weight '${name}' is declared with shape ${showShape(shape)}`;
      throw new ShapeMismatchError(`${declared}, but its first value has shape ${showShape(value.shape)}.`);
    }
    return { ...spec, isDrawn: false, first: () => tf.tidy(() => toTensor(value).cast(dtype)) };
  }
  const initializer = initializerOf(name, value);
  const first = (random: RandomGenerator): tf.Tensor =>
    allocating(name, shape, () =>
      tf.tidy(() => drawInitial({ initializer, shape: [...shape], dtype: 'float32' }, random).cast(dtype)),
    );
  return { ...spec, isDrawn: true, first };
}

function initializerOf(name: string, value: FirstValue): Initializer {
  if (typeof value !== 'string' && typeof (value as Partial<Initializer> | null)?.apply === 'function')
    return value as unknown as Initializer;
  if (INITIALIZERS.includes(value as InitializerName)) {
    const makers = tf.initializers as unknown as Record<InitializerName, (options: object) => Initializer>;
    return makers[value as InitializerName]({});
  }
  throw new InvalidArgumentError(
    `the initializer of the weight '${name}'`,
    `an array, an initializer of tf.initializers, or one of ${INITIALIZERS.join(', ')}`,
    value,
  );
}
