import {
  defineLearner,
  defineModel,
  type AnyPredictor,
  type Learner,
  type LearnerParts,
  type Model,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { batchParts, treeOfParts, type ArrayTree } from '../shared/array-tree.js';
import { caseCheck, type Check } from '../shared/check.js';
import { onEveryEngine } from '../shared/engines.js';
import { learning } from '../shared/learning-session.js';
import { dataOf, fit } from './predictor-data.js';

/** A predictor in the step that predicts. */
export const predictorStepCheck: Check = caseCheck<AnyPredictor>(
  'predictor/step',
  'predicts in a pure step, alike on every engine',
  async (_, one) => {
    const data = await dataOf(one);
    await onEveryEngine(async (engine) => {
      const predictor = one.create() as AnyPredictor;
      await fit(predictor, data);
      const learner = giving(data.output)({ model: idle(), predictor });
      return learning(engine, learner, { trains: false }, (session) =>
        session.predict({ ...batchParts('output', data.output), ...data.batch }),
      );
    });
  },
);

/** Gives the outputs of the batch as they are. */
const giving = (output: ArrayTree): ((parts: LearnerParts) => Learner<TensorBatch, TensorTree>) =>
  defineLearner({
    batchForward: (batch) => treeOfParts('output', output, batch),
    computeLoss: () => tf.scalar(0),
  });

const idle = (): Model => defineModel({ inputs: [null, 1], forward: (input) => input });
