import * as tf from '@tensorflow/tfjs';

import type { Step } from '../steps/step.js';
import { treeLeaves, type TensorTree } from '../tensorflow/tensor-tree.js';
import type { Learner } from './learner.js';
import { learnerScope, requireOutput, type LogRegister } from './learner-context.js';
import { runPredictor } from './predictor.js';
import { predictorContext } from './step-metrics.js';

/** The output of a predict step that says of which samples the model's output is not finite: 2 with NaN, 1 with infinity alone, else 0. */
export const NOT_FINITE = 'lml/not-finite';

/**
 * The step that predicts: the predictor's prediction of a batch, or without one the output, in the units of the data, which `invert`
 * gives; with `raw` the output as it is.
 */
export function buildPredictStep(
  learner: Learner,
  register: LogRegister,
  raw: boolean,
  invert: (prediction: TensorTree) => TensorTree = (prediction) => prediction,
): Step {
  return {
    name: raw ? 'outputs' : 'predict',
    stage: 'predict',
    training: false,
    run(batch, context) {
      const scope = learnerScope(learner, context, register, 'predict/');
      const output = requireOutput(learner.batchForward(batch, scope.context));
      const { predictor } = learner;
      if (raw) return { outputs: { prediction: output } };
      if (predictor === undefined) return { outputs: { prediction: invert(output) } };
      const prediction = invert(runPredictor(predictor, output, predictorContext(learner, batch, context)));
      return { outputs: { prediction, [NOT_FINITE]: notFiniteBySample(output) } };
    },
  };
}

/** The marks of each sample: the largest of all its outputs. */
function notFiniteBySample(output: TensorTree): tf.Tensor {
  const marks = treeLeaves(output)
    .filter(({ dtype, rank }) => dtype === 'float32' && rank > 0)
    .map(marksOf);
  return marks.length === 0 ? tf.zeros([0], 'int32') : marks.reduce((all, own) => tf.maximum(all, own));
}

function marksOf(output: tf.Tensor): tf.Tensor {
  const notFinite = tf.cast(tf.logicalNot(tf.isFinite(output)), 'int32');
  const marks = tf.add(notFinite, tf.cast(tf.isNaN(output), 'int32'));
  return output.rank < 2 ? marks : tf.max(tf.reshape(marks, [output.shape[0], -1]), 1);
}
