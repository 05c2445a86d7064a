import { RandomStreams, type Model, type NdArray, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { ModelConformance } from '../conformance.js';
import { arraysOf, tensorsOf, type ArrayTree } from '../shared/array-tree.js';
import { Violation, type Case } from '../shared/check.js';
import { SEED } from '../shared/learning-session.js';
import { ready } from '../shared/tensors.js';

/** What a model is checked with. */
export function conformanceOf({ conformance }: Case): ModelConformance {
  return conformance ?? {};
}

/** Inputs for a model, others for each `stream`. */
export function inputsOf(one: Case, stream = 'input'): ArrayTree {
  return arraysOf(conformanceOf(one).input ?? { shape: [2, ...sampleShape(one.options)] }, stream);
}

/** The shape of a sample, from the options that models have for it. */
function sampleShape({ inputShape, inputSize }: Readonly<Record<string, unknown>>): readonly number[] {
  const shape = inputShape ?? inputSize;
  if (typeof shape === 'number') return [shape];
  if (Array.isArray(shape) && shape.every((size) => typeof size === 'number')) return shape;
  throw new Violation(
    'its input is not known. Give it the trait conformance: { input: { shape } }, or the option inputShape.',
  );
}

/** Builds a model, runs something, and disposes of the model. */
export async function built<Value>(model: Model, run: () => Value | Promise<Value>, seed = SEED): Promise<Value> {
  await ready();
  await model.build({ random: new RandomStreams(seed) });
  try {
    return await run();
  } finally {
    model.dispose();
  }
}

/** A model's outputs outside steps, by path. */
export async function applied(model: Model, inputs: ArrayTree): Promise<Record<string, NdArray>> {
  const leaves = tf.tidy(() => leavesOf(model.apply<TensorTree>(tensorsOf(inputs)), ''));
  const read: Record<string, NdArray> = {};
  for (const [path, tensor] of leaves) {
    read[path] = {
      dtype: tensor.dtype as 'float32',
      shape: [...tensor.shape],
      data: (await tensor.data()).slice() as Float32Array,
    };
    tensor.dispose();
  }
  return read;
}

/** The tensors in outputs by their path; kept, so that tf.tidy leaves them. */
function leavesOf(outputs: TensorTree, path: string): [string, tf.Tensor][] {
  if (outputs instanceof tf.Tensor) return [[path, tf.keep(outputs.clone())]];
  return Object.entries(outputs).flatMap(([key, part]: [string, TensorTree]) => leavesOf(part, `${path} ${key}`));
}
