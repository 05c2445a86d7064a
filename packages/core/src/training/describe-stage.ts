import type { BatchLoader } from '../data/batch-loader.js';
import type { DataModule } from '../data/data-module.js';
import type { Stage } from '../data/stage.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { MissingFeatureError } from '../errors/missing-feature-error.js';
import { checkLearner } from '../learning/check-learner.js';
import type { Learner } from '../learning/learner.js';
import { BATCH_NUMBER } from '../learning/training-step.js';
import type { Step, StepInput } from '../steps/step.js';
import { predictedStages, predictLoader } from './predict.js';
import { callbacksOf, sessionOf } from './run-context.js';
import { requireData, type Session } from './session.js';
import type { DescribeOptions, TrainerOptions } from './trainer-options.js';

/** What the engine makes of the steps of a stage for the first batch of its data, one after the other. */
export async function describeStage(
  learner: Learner,
  options: TrainerOptions,
  action: DescribeOptions,
): Promise<string> {
  const { stage = 'train' } = action;
  const callbacks = callbacksOf({ ...options, checkpoint: false, progressBar: false }, undefined);
  checkLearner(learner);
  const reads = stage === 'predict' ? predictedStages(requireData(learner, action.data), {}) : [stage];
  const session = await sessionOf(learner, [stage], options, action, callbacks, { reads });
  try {
    const { engine } = session;
    if (engine.describe === undefined) {
      const { notice = `engine ${engine.name}` } = engine;
      throw new MissingFeatureError(
        `There is no graph to describe, since steps run op by op (${notice}). Choose an engine that compiles them: trainer.engine: onnx.`,
      );
    }
    const loader = loaderOf(session.data, stage);
    await loader.open();
    const texts: string[] = [];
    for await (const { batch } of loader.iterate(0)) {
      for (const [step, input] of stepsOf(session, stage)) texts.push(await engine.describe(step, batch, input));
      break;
    }
    return texts.join('\n\n');
  } finally {
    session.close();
  }
}

function loaderOf(data: DataModule, stage: Stage): BatchLoader {
  const loader = stage === 'predict' ? predictLoader(data, {}) : data.loader(stage);
  if (loader !== undefined) return loader;
  throw new IncompleteLearnerError(
    `There are no ${stage} data. Give data a dataset, a part of it, split: { ${stage}: 0.2 }, or a dataset of its own, ${stage}.`,
  );
}

/** The steps of a stage, with what the first batch of a run gives them. */
function stepsOf(
  { learner, trainingSteps, evaluationStep, predictStep, hookNumbers }: Session,
  stage: Stage,
): [Step, StepInput][] {
  const { hyper } = learner;
  switch (stage) {
    case 'train':
      return trainingSteps.flatMap((step): [Step, StepInput][] => {
        const clock = { batch: 0, step: 0, samples: 0, epoch: 0, seconds: 0 };
        const numbers = { ...hyper, ...hookNumbers(clock), ...step.hyper(0, step.base), [BATCH_NUMBER]: 0 };
        const input = { step: 0, hyper: numbers };
        return [[step, input], ...(step.apply === undefined ? [] : [[step.apply, input] as [Step, StepInput]])];
      });
    case 'validation':
    case 'test':
      return [[evaluationStep(stage), { step: 0, hyper }]];
    case 'predict':
      return [[predictStep(false), { step: 0, hyper }]];
  }
}
