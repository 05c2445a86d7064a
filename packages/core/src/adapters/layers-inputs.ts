import * as tf from '@tensorflow/tfjs';

import { isRecord } from '../data/given-record.js';
import { isNdArray } from '../data/nd-array.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import { ShapeMismatchError } from '../errors/shape-mismatch-error.js';
import { describeShape, fitsShape } from '../tensorflow/shape-tree.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';

/**
 * The tensors that a model is given, in the order of its inputs.
 *
 * @throws `LML_INVALID_ARGUMENT` where they are no tensors; `LML_SHAPE_MISMATCH` for other shapes, or too many or too few.
 */
export function inputTensors(model: tf.LayersModel, inputs: TensorTree): tf.Tensor | tf.Tensor[] {
  const list = toList(model, inputs);
  if (list.length !== model.inputs.length) {
    throw new ShapeMismatchError(
      `The model takes ${model.inputs.length} inputs (${model.inputNames.join(', ')}), got ${list.length}.`,
    );
  }
  list.forEach((tensor, index) => {
    const expected = model.inputs[index]!.shape;
    if (fitsShape(tensor.shape, expected)) return;
    const isFlat = expected.length === 2 && expected[1] === 1 && tensor.rank === 1;
    const remedy = isFlat
      ? 'Each sample is a list, of one number too: [[1], [2], [3]].'
      : "Look at the dataset's input and the input size that the model was given.";
    throw new ShapeMismatchError(
      `The model takes an input of shape ${describeShape(expected)}, got [${tensor.shape.join(', ')}]. ${remedy}`,
    );
  });
  return list.length === 1 ? list[0]! : list;
}

function toList(model: tf.LayersModel, inputs: TensorTree): tf.Tensor[] {
  if (inputs instanceof tf.Tensor) return [inputs];
  if (isNdArray(inputs))
    throw new InvalidArgumentError('inputs', 'a tensor', inputs, 'Turn an NdArray into one by tf.tensor.');
  const { inputNames: names } = model;
  const given: unknown[] = Array.isArray(inputs) ? inputs : isRecord(inputs) ? names.map((name) => inputs[name]) : [];
  if (given.length > 0 && given.every((part) => part instanceof tf.Tensor)) return given;
  const expected = names.length === 1 ? 'a tensor' : `a tensor for each of its inputs (${names.join(', ')})`;
  throw new InvalidArgumentError('what the model is given', expected, inputs, NAMES);
}

const NAMES = "Look at the names of the batch's parts: one of a labelled dataset is { input, target }.";
