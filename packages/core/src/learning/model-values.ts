import * as tf from '@tensorflow/tfjs';

import { sameShape, showShape, type NdArray } from '../data/nd-array.js';
import { CheckpointError } from '../errors/checkpoint-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import type { StateSpec } from '../steps/state.js';
import { toNdArray, toTensor } from '../tensorflow/tensors.js';

/** The values of a model's weights while no engine has them. */
export interface ModelValues {
  /** A value; it is the model's, and not to be disposed. */
  read(name: string): tf.Tensor;
  /** All values on the host. */
  getWeights(): Promise<Record<string, NdArray>>;
  /** Takes over values. */
  setWeights(values: Readonly<Record<string, NdArray>>): void;
  /** Frees them. */
  dispose(): void;
}

/** Keeps values of weights; the tensors are its own from here on. */
export function modelValues(specs: readonly StateSpec[], first: readonly tf.Tensor[]): ModelValues {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const tensors = new Map(specs.map(({ name }, index) => [name, tf.keep(first[index]!)]));
  return {
    read(name) {
      const tensor = tensors.get(name);
      if (tensor !== undefined) return tensor;
      throw new InvalidArgumentError('the name of a weight', `one of ${[...tensors.keys()].join(', ')}`, name);
    },
    async getWeights() {
      const values = await Promise.all([...tensors.values()].map(toNdArray));
      return Object.fromEntries(specs.map(({ name }, index) => [name, values[index]!]));
    },
    setWeights(values) {
      for (const [name, value] of Object.entries(values)) {
        checkWeight(byName, name, value);
        const tensor = tf.tidy(() => toTensor({ ...value, data: value.data.slice() }).cast(byName.get(name)!.dtype));
        tensors.get(name)!.dispose();
        tensors.set(name, tf.keep(tensor));
      }
    },
    dispose() {
      tf.dispose([...tensors.values()]);
      tensors.clear();
    },
  };
}

/**
 * Checks a value for a weight.
 *
 * @throws `LML_CHECKPOINT` where there is no such weight; `LML_SHAPE_MISMATCH` for another shape.
 */
export function checkWeight(
  weights: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  name: string,
  value: NdArray,
): void {
  const weight = weights.get(name);
  if (weight === undefined)
    throw new CheckpointError(`The model has no weight '${name}'. Its weights: ${[...weights.keys()].join(', ')}.`);
  if (sameShape(weight.shape, value.shape)) return;
  throw new ShapeMismatchError(
    `The weight '${name}' has shape ${showShape(weight.shape)}, but was given a value of shape ${showShape(value.shape)}.`,
  );
}
