import {
  columnarDataset,
  DataModule,
  defineLearner,
  defineModel,
  eager,
  Trainer,
  type Callback,
  type LabelledBatch,
  type Learner,
  type Metric,
  type StepHooks,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { CallbackConformance } from '../conformance.js';
import { caseCheck, ensure, type Case, type Check } from '../shared/check.js';
import { descent } from '../shared/descent.js';
import { onEveryEngine } from '../shared/engines.js';
import { arrayOf } from '../shared/fixtures.js';
import { learning } from '../shared/learning-session.js';
import { ensureEntries } from '../shared/own-state.js';
import { ready } from '../shared/tensors.js';
import { watchOutput } from '../shared/watch-output.js';

/** Callback in training steps and in whole runs. */
export const callbackRunChecks: readonly Check[] = [
  caseCheck<Callback>(
    'callback/state',
    'declares state for its step hooks that is well-formed, and not trained',
    async (callback) => {
      if (callback.state === undefined) return;
      const entries = await ensureEntries((context) => callback.state!(context));
      const trained = entries.find(({ trainable }) => trainable);
      ensure(trained === undefined, `its state '${trained?.name}' is trainable; that belongs to a loss or a learner`);
    },
  ),
  caseCheck<Callback>(
    'callback/step',
    'keeps every gradient and every weight in its step hooks, pure and alike on every engine',
    async (_, one) => {
      await onEveryEngine(async (engine) => {
        const learner = learnerFor(one.create() as Callback);
        const hooks = [one.create() as Callback, watching(learner)];
        return learning(engine, learner, { hooks }, async (session) => {
          for (const number of [0, 1]) await session.train(BATCH, number);
          return session.state();
        });
      }, 1e-2);
    },
  ),
  caseCheck<Callback>(
    'callback/run',
    'goes through training, validation, a test and a prediction without an error',
    async (callback) => {
      await ready();
      const learner = learnerFor(callback);
      const trainer = new Trainer({
        ...{ maxEpochs: 2, engine: eager(), callbacks: [callback], loggers: [], progressBar: false },
      });
      // Showing something is what some are for.
      await watchOutput(async () => {
        try {
          const { status } = await trainer.fit(learner);
          ensure(status === 'completed', `the fit ended as '${status}'`);
          await trainer.test(learner);
          await trainer.predict(learner);
        } finally {
          learner.model.dispose();
        }
      });
    },
    ({ conformance }: Case) => (conformance as CallbackConformance | undefined)?.runs !== false,
  ),
];

const SAMPLES = { input: arrayOf({ shape: [6, 3] }, 'input'), target: arrayOf({ shape: [6, 2] }, 'target') };
const BATCH = SAMPLES;

/** A learner of a line, with the metric that a callback watches. */
function learnerFor({ monitor = '' }: Callback): Learner<LabelledBatch> {
  const watched = monitor.slice(monitor.lastIndexOf('/') + 1);
  const data = columnarDataset(() => SAMPLES);
  return fitting({
    data: new DataModule({ train: data, validation: data, test: data, predict: data, batchSize: 3 }),
    model: defineModel({
      inputs: [null, 3],
      weights: { kernel: { shape: [3, 2] }, bias: { shape: [2], initializer: 'zeros' } },
      forward: (input, { weights: { kernel, bias } }) => tf.add(tf.matMul(input, kernel), bias),
    }),
    optimizer: descent(),
    metrics: watched === '' || watched === 'loss' ? {} : { [watched]: error },
  });
}

const fitting = defineLearner<LabelledBatch>({
  batchForward: ({ input }, { model }) => model.apply(input),
  computeLoss: (output, { target }) => tf.mean(tf.squaredDifference(output, target)),
});

const error: Metric = {
  name: 'error',
  on: 'output',
  higherIsBetter: undefined,
  init: () => ({ sum: { dtype: 'float32', shape: [], data: Float32Array.of(0) } }),
  update: ({ sum }, { prediction, target }) => ({ sum: tf.add(sum!, tf.sum(tf.abs(tf.sub(prediction, target)))) }),
  compute: ({ sum }) => Number(sum!.data[0]),
};

/** Sees what comes after the hooks of a callback. */
function watching({ model }: Learner<LabelledBatch>): StepHooks {
  const check = (hook: string, values: Readonly<Record<string, tf.Tensor>>): void => {
    for (const { name, shape } of model.weights) {
      const value = values[name];
      ensure(value !== undefined, `${hook} loses '${name}'`);
      ensure(
        value.shape.join() === shape.join(),
        `${hook} gives '${name}' the shape [${value.shape.join(', ')}], not [${shape.join(', ')}]`,
      );
    }
  };
  return {
    transformGradients(gradients) {
      check('transformGradients', gradients);
      return gradients;
    },
    transformUpdate(updated) {
      check('transformUpdate', updated);
      return updated;
    },
  };
}
