import { UnsupportedModelError, type Model, type TensorTree } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

/**
 * The output of a model for some inputs.
 *
 * @throws `LML_UNSUPPORTED_MODEL` if the model has several.
 */
export function singleOutput(model: Model, inputs: TensorTree): tf.Tensor {
  const output: TensorTree = model.apply<TensorTree>(inputs);
  if (output instanceof tf.Tensor) return output;
  const count = Object.keys(output).length;
  throw new UnsupportedModelError(
    `The learner takes a model with one output, got one with ${count}. ` +
      'Say what each is for by a learner of your own: defineLearner({ batchForward, computeLoss }).',
  );
}
