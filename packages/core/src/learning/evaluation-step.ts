import * as tf from '@tensorflow/tfjs';

import type { Step } from '../steps/step.js';
import type { Learner } from './learner.js';
import { learnerScope, requireOutput, requireScalar, type LogRegister } from './learner-context.js';
import { updateMetrics } from './step-metrics.js';

/** The step that judges: loss and metrics of a batch, nothing learnt. */
export function buildEvaluationStep(learner: Learner, stage: 'validation' | 'test', register: LogRegister): Step {
  return {
    name: stage,
    stage,
    training: false,
    run(batch, context) {
      const scope = learnerScope(learner, context, register, `${stage}/`);
      const output = requireOutput(learner.batchForward(batch, scope.context)) as tf.Tensor;
      const own = learner.computeLoss(output, batch, scope.context);
      const penalty = learner.model.penalty?.();
      const loss = requireScalar(penalty === undefined ? own : tf.add(own, penalty), 'The loss');
      return { scalars: { loss, ...scope.logged }, outputs: updateMetrics(learner, output, batch, context) };
    },
  };
}
