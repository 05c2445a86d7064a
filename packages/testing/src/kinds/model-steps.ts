import {
  defineLearner,
  eager,
  isTensor,
  type HostBatch,
  type Learner,
  type LearnerParts,
  type Model,
  type TensorBatch,
  type TensorTree,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { batchParts, treeOfParts, type ArrayTree } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type Check } from '../shared/check.js';
import { ensureClose } from '../shared/closeness.js';
import { descent, gradientsIn } from '../shared/descent.js';
import { difference } from '../shared/difference.js';
import { onEveryEngine } from '../shared/engines.js';
import { arrayOf } from '../shared/fixtures.js';
import { learning, SEED, type Arrays, type LearningSession } from '../shared/learning-session.js';
import { numbersOf } from '../shared/tensors.js';
import { applied, built, conformanceOf, inputsOf } from './model-inputs.js';

/** How many batches a model is trained on. */
const BATCHES = 3;

/** Model in the steps of a learner: with the step's weights, pure, and trainable. */
export const modelStepChecks: readonly Check[] = [
  caseCheck<Model>(
    'model/step',
    'computes with the weights of the step, alike on every engine, and writes nothing outside training',
    async (model, one) => {
      const inputs = inputsOf(one);
      const [weights, alone] = await built(
        model,
        async () => [await model.getWeights(), await applied(model, inputs)] as const,
        SEED + 1,
      );
      const outputs = await onEveryEngine(async (engine) => {
        const learner = fitting(inputs)({ model: one.create() as Model });
        return learning(engine, learner, { trains: false }, async (session) => {
          await session.write(weights);
          const before = await session.state();
          const given = await session.predict(batchParts('input', inputs), { raw: true });
          const changed = difference(before, await session.state());
          ensure(changed === undefined, () => `outside training it changed its state: it was and is ${changed}`);
          return given;
        });
      }, conformanceOf(one).tolerance);
      const expected = Object.entries(alone).map(([path, array]) => [
        `outputs.prediction${path.replaceAll(' ', '.')}`,
        array,
      ]);
      ensureClose(Object.fromEntries(expected) as Arrays, outputs, 1e-3, [
        'with the same weights it gives outside a step',
        'in a step it gives',
      ]);
    },
  ),
  caseCheck<Model>(
    'model/training',
    'trains in steps, the same from the same state and on every engine, and stays finite',
    async (model, one) => {
      const batches = await batchesOf(model, one);
      if (batches === undefined) return;
      const trained = await onEveryEngine(
        async (engine) => {
          const learner = fitting(inputsOf(one))({ model: one.create() as Model, optimizer: descent() });
          return learning(engine, learner, {}, async (session) => {
            const start = await session.state();
            const first = await trainOn(session, batches);
            if (engine.name !== 'eager') return first;
            await session.write(start);
            const again = difference(first, await trainOn(session, batches));
            ensure(again === undefined, () => `two trainings from the same state with the same seed give ${again}`);
            return first;
          });
        },
        conformanceOf(one).tolerance ?? 1e-2,
      );
      for (const [name, array] of Object.entries(trained))
        ensure(
          numbersOf(array).every(Number.isFinite),
          () => `after ${BATCHES} batches of training ${name} is not finite`,
        );
    },
  ),
  caseCheck<Model>('model/gradient', 'has a gradient for every trainable weight', async (model, one) => {
    const batches = await batchesOf(model, one);
    if (batches === undefined) return;
    const { untrained = [] } = conformanceOf(one);
    const learner = fitting(inputsOf(one))({ model: one.create() as Model, optimizer: descent() });
    const dead = await learning(eager(), learner, {}, async (session) => {
      const without = new Set(Object.keys(gradientsIn(await session.state())));
      for (const [number, batch] of batches.entries()) {
        await session.train(batch, number);
        for (const [name, gradient] of Object.entries(gradientsIn(await session.state())))
          if (numbersOf(gradient).some((value) => value !== 0)) without.delete(name);
      }
      return [...without].filter((name) => !untrained.includes(name));
    });
    const remedy =
      'Let the outputs depend on them, or declare them not trainable. Where it is meant, name them in the trait conformance: { untrained: […] }.';
    ensure(dead.length === 0, () => `the gradients of ${dead.join(', ')} are zero. ${remedy}`);
  }),
];

/** Fits each output of a model to a target of its own. */
const fitting = (inputs: ArrayTree): ((parts: LearnerParts) => Learner<TensorBatch, TensorTree>) =>
  defineLearner({
    batchForward: (batch, { model }) => model.apply<TensorTree>(treeOfParts('input', inputs, batch)),
    computeLoss(output, batch) {
      const errors = floatLeaves(output, '').map(([path, leaf]) =>
        tf.mean(tf.squaredDifference(leaf, batch[`target${path}`] as tf.Tensor)),
      );
      return tf.addN(errors);
    },
  });

/** Batches to train on; none for a model without weights to train, or without outputs that have a gradient. */
async function batchesOf(model: Model, one: Case): Promise<HostBatch[] | undefined> {
  const [outputs, hasWeights] = await built(model, async () => [
    await applied(model, inputsOf(one)),
    model.weights.some(({ trainable }) => trainable),
  ]);
  const targets = Object.entries(outputs).filter(([, { dtype }]) => dtype === 'float32');
  if (!hasWeights || targets.length === 0) return undefined;
  return Array.from({ length: BATCHES }, (_, number) => ({
    ...batchParts('input', inputsOf(one, `input ${number}`)),
    ...Object.fromEntries(
      targets.map(([path, { shape }]) => [`target${path}`, arrayOf({ shape }, `target ${number}${path}`)]),
    ),
  }));
}

/** What training on batches reports, and the state that it ends with. */
async function trainOn(session: LearningSession, batches: readonly HostBatch[]): Promise<Arrays> {
  const results: Record<string, Arrays[string]> = {};
  for (const [number, batch] of batches.entries())
    for (const [path, array] of Object.entries(await session.train(batch, number)))
      results[`${path} ${number}`] = array;
  return { ...results, ...(await session.state()) };
}

/** The outputs that a gradient flows into, by path. */
function floatLeaves(output: TensorTree, path: string): [string, tf.Tensor][] {
  if (isTensor(output)) return output.dtype === 'float32' ? [[path, output]] : [];
  return Object.entries(output).flatMap(([key, part]: [string, TensorTree]) => floatLeaves(part, `${path} ${key}`));
}
