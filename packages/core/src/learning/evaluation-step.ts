import type * as tf from '@tensorflow/tfjs';

import type { Step } from '../steps/step.js';
import type { Learner } from './learner.js';
import { learnerScope, requireOutput, type LogRegister } from './learner-context.js';
import { stepLoss } from './step-loss.js';
import { updateMetrics, type InvertTargets } from './step-metrics.js';

/** The step that judges: loss and metrics of a batch, nothing learnt. */
export function buildEvaluationStep(
  learner: Learner,
  stage: 'validation' | 'test',
  register: LogRegister,
  invert?: InvertTargets,
): Step {
  return {
    name: stage,
    stage,
    training: false,
    run(batch, context) {
      const scope = learnerScope(learner, context, register, `${stage}/`);
      const output = requireOutput(learner.batchForward(batch, scope.context)) as tf.Tensor;
      const { value, scalars } = stepLoss(learner.computeLoss(output, batch, scope.context), learner, scope, context);
      const outputs = updateMetrics(learner, output, batch, context, invert);
      return { scalars: { loss: value, ...scalars, ...scope.logged }, outputs };
    },
  };
}
