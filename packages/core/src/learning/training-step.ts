import * as tf from '@tensorflow/tfjs';

import type { NdArray } from '../data/nd-array.js';
import { IncompleteLearnerError } from '../errors/incomplete-learner-error.js';
import { InvalidArgumentError } from '../errors/invalid-argument-error.js';
import type { StateEntry, StateSpec } from '../steps/state.js';
import type { StepContext } from '../steps/step-context.js';
import type { Step, StepOutput } from '../steps/step.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';
import { adapted } from '../registry/kind-definition.js';
import type { Learner, TrainingStep } from './learner.js';
import { WEIGHT_OF, type LogRegister } from './learner-context.js';
import { accumulate, accumulators, takeAccumulated } from './accumulation.js';
import { evaluateLoss, evaluateTerms, termNames, type LossSource } from './loss-gradients.js';
import type { HyperNumbers } from './optimizer.js';
import { slotsOf, updateParameters, type StepOptimizer } from './optimizer-update.js';
import type { Scheduler } from './scheduler.js';
import type { StepHooks } from './step-hooks.js';
import { updateMetrics, type InvertTargets } from './step-metrics.js';

/** The state that remembers the first batch whose loss was not finite; −1 while there is none. */
export const NON_FINITE = 'lml/first-non-finite-batch';

/** The hyper-parameter that numbers training batches. */
export const BATCH_NUMBER = 'lml/batch';

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
  /** The parameters that are used, where they are not those that are trained. */
  evaluationParameters?(context: StepContext): Tensors;
  /** The update from what was accumulated, where the step itself only accumulates. It takes no batch. */
  readonly apply?: Step | undefined;
  /** What the step takes for update `step` of its optimizer, from 0, where the schedule gives `numbers`. */
  hyper(step: number, numbers: HyperNumbers): Record<string, number>;
}

/** What training steps are made for. */
export interface TrainingStepsOptions {
  /** What learns. Its model is built. */
  readonly learner: Learner;
  /** The state of the loss and of the learner. Default: none. */
  readonly owned?: readonly StateEntry[] | undefined;
  /** The first values of the model's weights. */
  readonly weights: Readonly<Record<string, NdArray>>;
  /** Step hooks, in order. */
  readonly hooks: readonly StepHooks[];
  /** How each logged number is to be gathered. */
  readonly register: LogRegister;
  /** Of how many batches gradients are gathered for an update. Default 1. */
  readonly accumulate?: number | undefined;
  /** Gives predictions and targets the units of the data, for metrics of predictions. Default: they have them. */
  readonly invert?: InvertTargets | undefined;
}

/** The training steps of a learner, in the order in which they take turns on a batch. */
export function buildTrainingSteps(options: TrainingStepsOptions): OptimizerStep[] {
  const { accumulate = 1 } = options;
  if (!Number.isInteger(accumulate) || accumulate < 1)
    throw new InvalidArgumentError('accumulate', 'an integer of at least 1', accumulate);
  const own = options.learner.trainingSteps();
  if (own === undefined) return [accumulate > 1 ? accumulating(options) : buildOne(options, undefined, '', true)];
  if (accumulate > 1) {
    const remedy =
      'They take turns on each batch, so that the later ones would have to wait for the update of the first.';
    throw new InvalidArgumentError('accumulate', '1 for a learner with training steps of its own', accumulate, remedy);
  }
  const names = own.map(({ name }) => name);
  if (names.length === 0 || new Set(names).size < names.length || names.some((name) => /^$|\//.test(name))) {
    throw new InvalidArgumentError('trainingSteps', 'one or more, of different names without a slash', names);
  }
  for (const { name, every } of own) checkEvery(name, every);
  // Metrics are to see every batch, if any step does.
  const last = own.findLastIndex(({ every = 1 }) => every === 1);
  const judge = last < 0 ? own.length - 1 : last;
  return own.map((step, index) => buildOne(options, step, `${step.name}/`, index === judge));
}

function checkEvery(name: string, every = 1): void {
  if (Number.isInteger(every) && every >= 1) return;
  throw new InvalidArgumentError(`every of the training step '${name}'`, 'an integer of at least 1', every);
}

/** A step that gathers gradients, and one that updates by them. */
function accumulating(options: TrainingStepsOptions): OptimizerStep {
  const { learner, hooks, register, invert } = options;
  const whole = buildOne(options, undefined, '', true);
  const parameters = parametersOf(options, undefined);
  const names = parameters.map(({ name }) => name);
  const terms = termNames(learner);
  const source: LossSource = { learner, part: undefined, prefix: '', parameters: names, hooks };
  const own = ownOptimizer(options, undefined, '');
  const trained = trainedNames(learner);
  return {
    ...whole,
    name: 'train/accumulate',
    state: [...whole.state, ...accumulators(terms, parameters)],
    run(batch, context): StepOutput {
      requireSame(trained, trainedNames(learner));
      const evaluated = evaluateTerms(source, batch, context, register);
      noteNonFinite(accumulate(evaluated, context), context);
      return {
        scalars: evaluated.scalars,
        outputs: updateMetrics(learner, evaluated.output, batch, context, invert),
      };
    },
    apply: {
      name: 'train/apply',
      stage: 'train',
      training: true,
      run(_batch, context): StepOutput {
        updateParameters(learner, own, hooks, takeAccumulated(terms, names, context), context);
        return {};
      },
    },
  };
}

/** The optimizer of a training step, of the learner's only one without `part`. */
function ownOptimizer(
  { learner, owned = [] }: TrainingStepsOptions,
  part: TrainingStep | undefined,
  prefix: string,
): StepOptimizer {
  const optimizer = part?.optimizer === undefined ? learner.optimizer : adapted('optimizer', part.optimizer);
  if (optimizer === undefined) {
    throw new IncompleteLearnerError(
      'The learner has no optimizer, so it cannot be trained. Add optimizer to its options, for example optimizer: adam().',
    );
  }
  const scalars = Object.keys(optimizer.hyper(0, optimizer.base));
  return { optimizer, prefix: `optimizer/${prefix}`, scalars, owned: new Set(owned.map(({ name }) => name)) };
}

/** The state that all training steps share. */
export function sharedTrainingState(): StateEntry[] {
  const value = { dtype: 'int32' as const, shape: [], data: Int32Array.of(-1) };
  return [{ name: NON_FINITE, shape: [], dtype: 'int32', trainable: false, value }];
}

function buildOne(
  options: TrainingStepsOptions,
  part: TrainingStep | undefined,
  prefix: string,
  withMetrics: boolean,
): OptimizerStep {
  const { learner, weights, hooks, register, invert, owned = [] } = options;
  const own = ownOptimizer(options, part, prefix);
  const { optimizer } = own;
  const parameters = parametersOf(options, part);
  const first = { ...weights, ...Object.fromEntries(owned.map(({ name, value }) => [name, value])) };
  const trained = trainedNames(learner);
  const names = parameters.map(({ name }) => name);
  const source: LossSource = { learner, part, prefix, parameters: names, hooks };
  return {
    name: `train/${prefix}`,
    stage: 'train',
    training: true,
    prefix,
    base: optimizer.base,
    scheduler: part?.scheduler ?? learner.scheduler,
    every: part?.every ?? 1,
    state: optimizer
      .init(parameters.map((spec) => ({ ...spec, value: first[spec.name]! })))
      .map((entry) => ({ ...entry, name: own.prefix + entry.name })),
    hyper: (step, numbers) => prefixed(own.prefix, optimizer.hyper(step, numbers)),
    ...(optimizer.evaluationParameters !== undefined && {
      evaluationParameters: (context: StepContext) =>
        optimizer.evaluationParameters!(readAll(names, context), slotsOf(own, context)),
    }),
    run(batch, context): StepOutput {
      requireSame(trained, trainedNames(learner));
      const { output, scalars, ...evaluated } = evaluateLoss(source, batch, context, register);
      updateParameters(learner, own, hooks, evaluated, context);
      noteNonFinite(evaluated.loss, context);
      const outputs = withMetrics ? updateMetrics(learner, output, batch, context, invert) : {};
      return { scalars: prefixedScalars(prefix, scalars), outputs };
    },
  };
}

function noteNonFinite(loss: tf.Scalar, context: StepContext): void {
  const first = context.read(NON_FINITE);
  const batch = context.hyper(BATCH_NUMBER, undefined, 'int32');
  const isNew = tf.logicalAnd(tf.less(first, 0), tf.logicalNot(tf.isFinite(loss)));
  context.write(NON_FINITE, tf.where(isNew, batch, first));
}

function parametersOf({ learner, owned = [] }: TrainingStepsOptions, part: TrainingStep | undefined): StateSpec[] {
  const all: readonly StateSpec[] = [...learner.model.weights, ...owned];
  const chosen = all.filter(({ name, trainable }) => trainable && (part?.parameters?.(name) ?? true));
  if (chosen.length > 0) return chosen;
  const which =
    part === undefined ? 'a model with trainable weights' : `to name weights to train in step '${part.name}'`;
  throw new InvalidArgumentError(
    'parameters',
    which,
    all.map(({ name }) => name),
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

function readAll(names: readonly string[], context: StepContext): Tensors {
  return Object.fromEntries(names.map((name) => [name, context.read(name)]));
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
