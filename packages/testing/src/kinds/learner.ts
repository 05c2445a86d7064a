import {
  eager,
  fromLayers,
  joinStates,
  nestedLoss,
  RandomStreams,
  valueAndGradients,
  type Learner,
  type LearnerContext,
  type Loss,
  type MeasuredLoss,
  type TreeLoss,
  type HostValue,
  type NdArray,
  type RandomGenerator,
  type StateEntry,
  type StepContext,
  type TrainingStep,
} from '@lml/core';
import { scopedContext, stepClock } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import type { FixtureTree, LearnerConformance } from '../conformance.js';
import { caseCheck, ensure, Violation, type Case, type KindSuite } from '../shared/check.js';
import { arraysOf } from '../shared/array-tree.js';
import { numbersOf, ready } from '../shared/tensors.js';

const BATCH: Readonly<Record<string, FixtureTree>> = {
  input: { shape: [4, 3] },
  positive: { shape: [4, 3] },
  negative: { shape: [4, 3] },
  target: { shape: [4, 2] },
};
const SEED = 7;

/** Learner: from a batch to a scalar that can be differentiated, in a pure step. */
export const learnerSuite: KindSuite = {
  complete: (options, takes) => ({
    ...(takes('model') && { model: linearModel() }),
    ...(takes('loss') && { loss: meanSquare }),
    ...options,
  }),
  use: (learner: Learner, one: Case) => lossesOf(learner, one, 'train'),
  checks: [
    caseCheck<Learner>(
      'learner/loss',
      'gives a finite scalar as its loss, in training and in validation',
      async (learner, one) => {
        for (const stage of ['train', 'validation'] as const) {
          for (const { name, value } of await lossesOf(learner, one, stage)) {
            ensure(
              value.shape.length === 0,
              `its ${stage} loss${name} has shape [${value.shape.join(', ')}] rather than being a scalar`,
            );
            ensure(
              numbersOf(value).every(Number.isFinite),
              `its ${stage} loss${name} is ${numbersOf(value).join(', ')}`,
            );
          }
        }
      },
    ),
    caseCheck<Learner>('learner/gradient', 'lets gradients through to the weights', async (learner, one) => {
      for (const { name, gradients } of await lossesOf(learner, one, 'train')) {
        const values = gradients.flatMap(numbersOf);
        ensure(values.every(Number.isFinite), `the gradients of its loss${name} are not finite`);
        ensure(
          values.some((value) => value !== 0),
          `all gradients of its loss${name} are zero`,
        );
      }
    }),
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

interface LossResult {
  readonly name: string;
  readonly value: NdArray;
  readonly gradients: readonly NdArray[];
}

/** What a learner's steps give for the batch, run by the reference engine, which watches that they are pure. */
async function lossesOf(learner: Learner, one: Case, stage: 'train' | 'validation'): Promise<LossResult[]> {
  await ready();
  const { batch = BATCH } = (one.conformance ?? {}) as LearnerConformance;
  const host = Object.fromEntries(
    Object.entries(batch).map(([key, fixture]) => [key, arraysOf(fixture, key) as HostValue]),
  );
  const engine = eager();
  await engine.setup({ seed: SEED });
  try {
    await learner.model.build({ random: new RandomStreams(SEED) });
    const weights = await learner.model.getWeights();
    engine.declare(learner.model.weights.map((spec) => ({ ...spec, value: weights[spec.name]! })));
    engine.declare(await ownState(learner, weights));
    const parts = stage === 'train' ? learner.trainingSteps() : undefined;
    const results: LossResult[] = [];
    for (const part of parts ?? [undefined]) {
      const name = part === undefined ? '' : ` of step '${part.name}'`;
      const step = {
        name: `${stage}/${part?.name ?? ''}`,
        stage,
        training: stage === 'train',
        run: (tensors: never, context: StepContext) => ({ outputs: differentiate(learner, part, tensors, context) }),
      };
      const { outputs } = engine.run(step, host, { step: 0 });
      const read = async (key: string): Promise<NdArray> => {
        const value = outputs[key] as { read(): Promise<NdArray>; dispose(): void };
        const array = await value.read();
        value.dispose();
        return array;
      };
      const { loss: _, ...gradients } = outputs;
      const value = await read('loss');
      const derivatives: NdArray[] = [];
      for (const key of Object.keys(gradients)) derivatives.push(await read(key));
      results.push({ name, value, gradients: derivatives });
    }
    return results;
  } finally {
    engine.dispose();
    learner.model.dispose();
  }
}

/** The state of the loss and of the learner. */
async function ownState(learner: Learner, weights: Readonly<Record<string, NdArray>>): Promise<readonly StateEntry[]> {
  const { model, loss } = learner;
  const parameters = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
  const random = (name: string): RandomGenerator => new RandomStreams(SEED).at(`init/${name}`, 0);
  return (await joinStates({ loss, learner }).state?.({ model, weights, parameters, random })) ?? [];
}

function differentiate(
  learner: Learner,
  part: TrainingStep | undefined,
  batch: never,
  step: StepContext,
): Record<string, tf.Tensor> {
  const own = scopedContext(step, 'learner/');
  const context: LearnerContext = {
    stage: step.stage,
    training: step.training,
    model: learner.model,
    random: step.random,
    clock: stepClock(step),
    get loss(): TreeLoss {
      if (learner.loss === undefined) throw new Violation('it asks for a loss, but was given none');
      return nestedLoss('loss', learner.loss);
    },
    log(name, value) {
      ensure(value.rank === 0, `it logs '${name}' of shape [${value.shape.join(', ')}]; only scalars can be logged`);
    },
    hyper: (name, initial) => step.hyper(name, initial),
    read: own.read,
    write: own.write,
    writeWeight: step.write,
  };
  const trainable = learner.model.weights.filter(
    ({ name, trainable }) => trainable && (part?.parameters?.(name) ?? true),
  );
  let loss: tf.Tensor | undefined;
  const compute = (): tf.Scalar => {
    const output = part?.batchForward?.(batch, context) ?? learner.batchForward(batch, context);
    const computed = (part ?? learner).computeLoss(output, batch, context);
    loss = isMeasured(computed) ? computed.value : computed;
    ensure(loss instanceof tf.Tensor, 'computeLoss does not give a tensor');
    // The shape is judged by the check; here it only has to be differentiable.
    step.keep(loss);
    return loss.rank === 0 ? (loss as tf.Scalar) : tf.sum(loss);
  };
  const { gradients } = valueAndGradients(
    compute,
    trainable.map(({ name }) => step.read(name)),
  );
  return { loss: loss!, ...Object.fromEntries(gradients.map((gradient, index) => [`gradient ${index}`, gradient])) };
}

function isMeasured(computed: unknown): computed is MeasuredLoss {
  return typeof computed === 'object' && computed !== null && 'total' in computed;
}

function linearModel(): ReturnType<typeof fromLayers> {
  return fromLayers(() => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }));
}

const meanSquare: Loss = (prediction, target) => tf.mean(tf.square(tf.sub(prediction, target)));
