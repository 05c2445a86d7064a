import {
  defineModel,
  eager,
  RandomStreams,
  type Engine,
  type HostBatch,
  type Learner,
  type Loss,
  type Model,
  type StateContext,
  type StateOwner,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { FixtureTree, LearnerConformance } from '../conformance.js';
import { arraysOf } from '../shared/array-tree.js';
import { caseCheck, ensure, within, type Case, type KindSuite } from '../shared/check.js';
import { descent, gradientsIn } from '../shared/descent.js';
import { difference } from '../shared/difference.js';
import { onEveryEngine } from '../shared/engines.js';
import { learning, SEED, type Arrays, type LearningSession } from '../shared/learning-session.js';
import { ensureEntries, ensureRoundTrip } from '../shared/own-state.js';
import { numbersOf, ready } from '../shared/tensors.js';

const BATCH: Readonly<Record<string, FixtureTree>> = {
  input: { shape: [4, 3] },
  positive: { shape: [4, 3] },
  negative: { shape: [4, 3] },
  target: { shape: [4, 2] },
};

/** Learner: from a batch to a scalar that can be differentiated, in pure steps, as a trainer runs them. */
export const learnerSuite: KindSuite = {
  complete: (options, takes) => ({
    ...(takes('model') && { model: linearModel() }),
    ...(takes('loss') && { loss: meanSquare }),
    ...options,
  }),
  use: (learner: Learner, one: Case) => inSteps(eager(), learner, (session) => runAll(session, one)),
  checks: [
    caseCheck<Learner>(
      'learner/loss',
      'gives a finite scalar as its loss, in training and in validation',
      async (learner, one) => {
        const batch = batchOf(one);
        await inSteps(eager(), learner, async (session) => {
          ensureFinite('training', await within('in training', () => session.train(batch)));
          ensureFinite('validation', await within('in validation', () => session.judge(batch)));
        });
      },
    ),
    caseCheck<Learner>('learner/gradient', 'lets gradients through to what each step trains', async (learner, one) => {
      const batch = batchOf(one);
      await inSteps(eager(), learner, async (session) => {
        for (const step of session.steps) {
          const before = await session.state();
          await session.train(batch, 0, step);
          const after = await session.state();
          for (const [name, values] of Object.entries(gradientsIn(after)))
            ensure(
              numbersOf(values).every(Number.isFinite),
              `the gradient of ${name} in its step '${step}' is not finite`,
            );
          const moved = learner.model.weights.some(({ name }) => difference(before[name], after[name]) !== undefined);
          ensure(moved, `all gradients of its step '${step}' are zero`);
        }
      });
    }),
    caseCheck<Learner>(
      'learner/step',
      'computes in pure steps, the same from the same state and on every engine',
      async (_, one) => {
        await onEveryEngine(
          (engine) => inSteps(engine, one.create() as Learner, (session) => runAll(session, one)),
          1e-2,
        );
      },
    ),
    caseCheck<Learner>('learner/predict', 'gives its outputs without target and weight', async (learner, one) => {
      const { target: _target, weight: _weight, ...batch } = batchOf(one);
      await inSteps(eager(), learner, (session) => session.predict(batch, { raw: true }));
    }),
    caseCheck<Learner>(
      'learner/state',
      'declares state of its own, takes it back, and has gradients for what is trained of it',
      async (learner, one) => {
        if (learner.state === undefined && learner.load === undefined) return;
        const isWhole = learner.state !== undefined && learner.load !== undefined;
        ensure(isWhole, 'it has one of state and load, and lacks the other');
        const batch = batchOf(one);
        const trained = await inSteps(eager(), one.create() as Learner, async (session) => {
          await session.train(batch);
          return gradientsIn(await session.state());
        });
        await withModel(learner.model, async (context) => {
          const entries = await ensureEntries((given) => learner.state!(given), context);
          const dead = entries.filter(({ name, trainable }) => {
            const gradient = trained[`learner/${name}`];
            return trainable && gradient !== undefined && numbersOf(gradient).every((value) => value === 0);
          });
          ensure(
            dead.length === 0,
            () => `the gradients of its state ${dead.map(({ name }) => name).join(', ')} are zero`,
          );
          await ensureRoundTrip(() => one.create() as Required<StateOwner>, context);
        });
      },
    ),
    caseCheck<Learner>('learner/parts', 'keeps the parts that it is given', (_learner, one) => {
      const options = one.complete();
      const learner = one.component(options) as Learner;
      for (const part of ['model', 'loss'] as const) {
        const given = options[part];
        const instance =
          typeof given === 'function' || (typeof given === 'object' && given !== null && !('name' in given));
        ensure(!instance || learner[part] === given, `its ${part} is not the one that it was given`);
      }
    }),
  ],
};

function batchOf({ conformance }: Case): HostBatch {
  const { batch = BATCH } = (conformance ?? {}) as LearnerConformance;
  const parts = Object.entries(batch).map(([key, fixture]) => [key, arraysOf(fixture, key)]);
  return Object.fromEntries(parts) as HostBatch;
}

/** A learner in a session. Where none of its own optimizes a step, the kit's does. */
async function inSteps<Value>(
  engine: Engine,
  learner: Learner,
  use: (session: LearningSession) => Promise<Value>,
): Promise<Value> {
  await ready();
  Object.defineProperty(learner, 'optimizer', { value: descent() });
  return learning(engine, learner, {}, use);
}

/** Two batches of training, then a validation and a prediction: what is reported, and the state at the end. */
async function runAll(session: LearningSession, one: Case): Promise<Arrays> {
  const batch = batchOf(one);
  const results = [
    await session.train(batch, 0),
    await session.train(batch, 1),
    await session.judge(batch),
    await session.predict(batch, { raw: true }),
  ];
  const named = results.flatMap((result, at) =>
    Object.entries(result).map(([path, array]) => [`${path} of run ${at}`, array] as const),
  );
  return { ...Object.fromEntries(named), ...(await session.state()) };
}

function ensureFinite(stage: string, results: Arrays): void {
  for (const [path, array] of Object.entries(results)) {
    const found = /scalars\.(?:(.+)\/)?loss$/.exec(path);
    if (found === null) continue;
    const which = found[1] === undefined ? '' : ` of its step '${found[1]}'`;
    ensure(
      numbersOf(array).every(Number.isFinite),
      () => `its loss${which} in ${stage} is ${numbersOf(array).join(', ')}`,
    );
  }
}

/** Builds a model, gives what state is declared with, and disposes of the model. */
async function withModel(model: Model, use: (context: StateContext) => Promise<void>): Promise<void> {
  await model.build({ random: new RandomStreams(SEED) });
  try {
    await use({
      model,
      weights: await model.getWeights(),
      parameters: model.weights.filter(({ trainable }) => trainable).map(({ name }) => name),
      random: (name) => new RandomStreams(SEED).at(`init/${name}`, 0),
    });
  } finally {
    model.dispose();
  }
}

function linearModel(): Model {
  return defineModel({
    inputs: [null, 3],
    weights: { kernel: { shape: [3, 2] }, bias: { shape: [2], initializer: 'zeros' } },
    forward: (input, { weights: { kernel, bias } }) => tf.add(tf.matMul(input, kernel), bias),
  });
}

const meanSquare: Loss = (prediction, target) => tf.mean(tf.squaredDifference(prediction, target));
