import type { DataModule } from '../data/data-module.js';
import type { EvaluationWeights } from '../learning/evaluation-weights.js';
import { buildEvaluationStep } from '../learning/evaluation-step.js';
import type { Learner } from '../learning/learner.js';
import type { LogRegister } from '../learning/learner-context.js';
import { buildPredictStep } from '../learning/predict-step.js';
import type { OptimizerStep } from '../learning/training-step.js';
import type { Step } from '../steps/step.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';

/** The steps of a session: the same objects each time, since engines keep what they compiled for one. */
export interface SessionSteps {
  /** The training steps, if the session trains. */
  readonly trainingSteps: readonly OptimizerStep[];
  /** The step that judges. */
  evaluationStep(stage: 'validation' | 'test'): Step;
  /** The step that predicts, by the predictor or raw. */
  predictStep(raw: boolean): Step;
}

/** The steps of a learner. Those that another predictor changes are new objects once the learner has another one. */
export function createSessionSteps(
  learner: Learner,
  register: LogRegister,
  training: readonly OptimizerStep[],
  data: DataModule,
  evaluated?: EvaluationWeights,
): SessionSteps {
  const invert = (prediction: TensorTree): TensorTree => data.invertTargets(prediction);
  const made = new Map<string, unknown>();
  let { predictor } = learner;
  const once = <Value>(key: string, make: () => Value): Value => {
    if (predictor !== learner.predictor) made.clear();
    predictor = learner.predictor;
    if (!made.has(key)) made.set(key, make());
    return made.get(key) as Value;
  };
  return {
    get trainingSteps() {
      // Metrics may look at predictions, so these depend on the predictor too.
      return once('train', () => training.map((step) => ({ ...step })));
    },
    evaluationStep: (stage) =>
      once(stage, () => {
        const step = buildEvaluationStep(learner, stage, register, invert);
        return evaluated?.applied(step) ?? step;
      }),
    predictStep: (raw) => once(raw ? 'outputs' : 'predict', () => buildPredictStep(learner, register, raw, invert)),
  };
}
