import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { StepContext } from '../steps/step-context.js';
import type { Step, StepOutput } from '../steps/step.js';
import type { Tensors, TensorTree } from '../tensorflow/tensor-tree.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import { adapted } from '../registry/kind-definition.js';
import type { TensorBatch } from './batches.js';
import type { Learner, TrainingStep } from './learner.js';
import { learnerScope, requireOutput, WEIGHT_OF, type LogRegister } from './learner-context.js';
import type { HyperNumbers, Optimizer } from './optimizer.js';
import type { Scheduler } from './scheduler.js';
import { stepLoss, type StepLoss } from './step-loss.js';
import { updateMetrics } from './step-metrics.js';

/** The state that remembers the first batch whose loss was not finite; −1 while there is none. */
export const NON_FINITE = 'lml/first-non-finite-batch';

/** The hyper-parameter that numbers training batches. */
export const BATCH_NUMBER = 'lml/batch';

/** Pure functions that are part of the training step; a callback may have any of them. */
export interface StepHooks {
  /** The loss that is differentiated, from the one computed. */
  transformLoss?(loss: tf.Scalar, context: StepContext): tf.Scalar;
  /** The gradients that the optimizer gets, by weight. */
  transformGradients?(gradients: Tensors, context: StepContext): Tensors;
  /** The weights that are kept, from those before and those that the optimizer gives. */
  transformUpdate?(updated: Tensors, before: Tensors, context: StepContext): Tensors;
}

/** A training step with what it needs: its slots, its schedule, and its numbers for each update. */
export interface OptimizerStep extends Step {
  /** What stands before the names that it reports: none, or `<name>/` of one of several steps. */
  readonly prefix: string;
  /** The optimizer's slots. */
  readonly state: readonly StateEntry[];
  /** The optimizer's hyper-numbers before any schedule. */
  readonly base: HyperNumbers;
  /** How they change. */
  readonly scheduler: Scheduler | undefined;
  /** It has its turn in each of so many batches, the last of them. */
  readonly every: number;
  /** What the step takes for update `step` of its optimizer, from 0, where the schedule gives `numbers`. */
  hyper(step: number, numbers: HyperNumbers): Record<string, number>;
}

/** What training steps are made for. */
export interface TrainingStepsOptions {
  /** What learns. Its model is built. */
  readonly learner: Learner;
  /** The first values of the model's weights. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** Step hooks, in order. */
  readonly hooks: readonly StepHooks[];
  /** How each logged number is to be gathered. */
  readonly register: LogRegister;
}

/** The training steps of a learner, in the order in which they take turns on a batch. */
export function buildTrainingSteps(options: TrainingStepsOptions): OptimizerStep[] {
  const own = options.learner.trainingSteps();
  if (own === undefined) return [buildOne(options, undefined, '', true)];
  const names = own.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length || names.some((name) => /^$|\//.test(name))) {
    throw new InvalidArgumentError('trainingSteps', 'one or more, of different names without a slash', names);
  }
  for (const { name, every } of own) checkEvery(name, every);
  // Metrics are to see every batch, if any step does.
  const last = own.findLastIndex(({ every = 1 }) => every === 1);
  const judge = last < 0 ? own.length - 1 : last;
  return own.map((step, index) => buildOne(options, step as unknown as TrainingStep, `${step.name}/`, index === judge));
}

function checkEvery(name: string, every = 1): void {
  if (Number.isInteger(every) && every >= 1) return;
  throw new InvalidArgumentError(`every of the training step '${name}'`, 'an integer of at least 1', every);
}

/** The state that all training steps share. */
export function sharedTrainingState(): StateEntry[] {
  const value = { dtype: 'int32' as const, shape: [], data: Int32Array.of(-1) };
  return [{ name: NON_FINITE, shape: [], dtype: 'int32', trainable: false, value }];
}

function buildOne(
  { learner, weights, hooks, register }: TrainingStepsOptions,
  part: TrainingStep | undefined,
  prefix: string,
  withMetrics: boolean,
): OptimizerStep {
  const optimizer = part?.optimizer === undefined ? learner.optimizer : adapted('optimizer', part.optimizer);
  if (optimizer === undefined) {
    throw new IncompleteLearnerError(
      'The learner has no optimizer, so it cannot be trained. Add optimizer to its options, for example optimizer: adam().',
    );
  }
  const parameters = parametersOf(learner, part);
  const hyperPrefix = `optimizer/${prefix}`;
  const trained = trainedNames(learner);
  const names = { hyper: Object.keys(optimizer.hyper(0, optimizer.base)), slot: `optimizer/${prefix}` };
  const forward = (batch: TensorBatch, scope: ReturnType<typeof learnerScope>): TensorTree =>
    requireOutput(
      part?.batchForward === undefined
        ? learner.batchForward(batch, scope.context)
        : part.batchForward(batch, scope.context),
    );
  return {
    name: `train/${prefix}`,
    stage: 'train',
    training: true,
    prefix,
    base: optimizer.base,
    scheduler: part?.scheduler ?? learner.scheduler,
    every: part?.every ?? 1,
    state: optimizer
      .init(parameters.map((spec) => ({ ...spec, value: weights[spec.name]! })))
      .map((entry) => ({ ...entry, name: names.slot + entry.name })),
    hyper: (step, numbers) => prefixed(hyperPrefix, optimizer.hyper(step, numbers)),
    run(batch, context): StepOutput {
      requireSame(trained, trainedNames(learner));
      const scope = learnerScope(learner, context, register, `train/${prefix}`);
      const before = Object.fromEntries(parameters.map(({ name }) => [name, context.read(name)]));
      let output: TensorTree | undefined;
      let loss: StepLoss | undefined;
      const { value, gradients } = valueAndGradients(() => {
        output = keepTree(forward(batch, scope), context);
        const computed = (part ?? learner).computeLoss(output as tf.Tensor, batch, scope.context);
        loss = stepLoss(computed, learner, scope, context);
        return hooks.reduce((current, hook) => hook.transformLoss?.(current, context) ?? current, loss.value);
      }, Object.values(before));
      const byName = Object.fromEntries(Object.keys(before).map((name, index) => [name, gradients[index]!]));
      update(learner, optimizer, before, byName, names, hyperPrefix, hooks, context);
      noteNonFinite(value, context);
      const outputs = withMetrics ? updateMetrics(learner, output!, batch, context) : {};
      const scalars = { loss: value, ...loss!.scalars, ...scope.logged };
      return { scalars: prefixedScalars(prefix, scalars), outputs };
    },
  };
}

function update(
  learner: Learner,
  optimizer: Optimizer,
  before: Tensors,
  gradients: Tensors,
  names: { hyper: readonly string[]; slot: string },
  hyperPrefix: string,
  hooks: readonly StepHooks[],
  context: StepContext,
): void {
  const changed = hooks.reduce((current, hook) => hook.transformGradients?.(current, context) ?? current, gradients);
  const own = context.names.filter((name) => name.startsWith(names.slot));
  const slots = Object.fromEntries(own.map((name) => [name.slice(names.slot.length), context.read(name)]));
  const hyper = Object.fromEntries(names.hyper.map((name) => [name, context.hyper(hyperPrefix + name)]));
  const result = optimizer.update(before, changed, slots, hyper);
  const updated = hooks.reduce(
    (current, hook) => hook.transformUpdate?.(current, before, context) ?? current,
    result.parameters,
  );
  for (const [name, value] of Object.entries(updated))
    context.write(name, learner.model.constrain?.(name, value) ?? value);
  for (const [name, value] of Object.entries(result.slots)) context.write(names.slot + name, value);
}

function noteNonFinite(loss: tf.Scalar, context: StepContext): void {
  const first = context.read(NON_FINITE);
  const batch = context.hyper(BATCH_NUMBER, undefined, 'int32');
  const isNew = tf.logicalAnd(tf.less(first, 0), tf.logicalNot(tf.isFinite(loss)));
  context.write(NON_FINITE, tf.where(isNew, batch, first));
}

function parametersOf(learner: Learner, part: TrainingStep | undefined): StateSpec[] {
  const chosen = learner.model.weights.filter(({ name, trainable }) => trainable && (part?.parameters?.(name) ?? true));
  if (chosen.length > 0) return chosen;
  const which =
    part === undefined ? 'a model with trainable weights' : `to name weights to train in step '${part.name}'`;
  throw new InvalidArgumentError(
    'parameters',
    which,
    learner.model.weights.map(({ name }) => name),
  );
}

function trainedNames({ model }: Learner): string[] {
  return model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
}

/** The optimizer has slots for the weights that are trained when a fit begins, so they stay the same within it. */
function requireSame(before: readonly string[], now: readonly string[]): void {
  if (now.length === before.length && now.every((name, index) => name === before[index])) return;
  const changed = [...before, ...now].filter((name) => before.includes(name) !== now.includes(name));
  throw new InvalidArgumentError(
    'layer.trainable',
    'the same all through a fit',
    changed,
    'Freeze or release layers before a fit or between two.',
  );
}

function keepTree<Tree extends TensorTree>(tree: Tree, context: StepContext): Tree {
  if (tree instanceof tf.Tensor) return context.keep(tree);
  for (const part of Object.values(tree)) keepTree(part, context);
  return tree;
}

/** Scalars of one of several steps. What a mean divides by keeps its own prefix in front. */
function prefixedScalars(prefix: string, scalars: Tensors): Record<string, tf.Tensor> {
  const rename = (name: string): string =>
    name.startsWith(WEIGHT_OF) ? WEIGHT_OF + prefix + name.slice(WEIGHT_OF.length) : prefix + name;
  return Object.fromEntries(Object.entries(scalars).map(([name, value]) => [rename(name), value]));
}

function prefixed<Value>(prefix: string, record: Readonly<Record<string, Value>>): Record<string, Value> {
  const result: Record<string, Value> = {};
  for (const name of Object.keys(record)) result[prefix + name] = record[name]!;
  return result;
}
